import { delimited } from './delimited.ts'

/**
 * What accounts sign outside documents. Every argument is a field of the API as it travels (text), so signer and verifier
 * need no decoding to agree.
 */

/** By the account key: "this agreement key is mine". @param agreement - X25519 public key, base64url (AccountKeys). */
export const agreementStatement = (agreement: string): Uint8Array<ArrayBuffer> => delimited('agreement', agreement)

/** By the account key: "I sign up here, with these secrets" (finishSignUp); nobody signs up another's key. */
export const signUpStatement = (
  handle: string,
  recoveryKey: string,
  registrationRecord: string,
): Uint8Array<ArrayBuffer> => delimited('sign-up', handle, recoveryKey, registrationRecord)

/** By the recovery key: "I hold the recovery code" (proveRecovery). @param challenge - base64url, drawn by the relay. */
export const recoveryStatement = (challenge: string): Uint8Array<ArrayBuffer> => delimited('recovery', challenge)
