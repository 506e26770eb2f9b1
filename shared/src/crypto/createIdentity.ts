import { agreementPair, signingPair, type KeyPair } from './keyPair.ts'
import { bytesToId } from './idToBytes.ts'
import type { AccountId } from './ids.ts'
import type { RandomBytes } from './platform.ts'

/** An account's private keys with their public halves (design.md §4). Never leaves the device but sealed, as a vault. */
export interface Identity {
  /** `signing.public`, as an id. */
  readonly account: AccountId
  /** Ed25519. */
  readonly signing: KeyPair
  /** X25519. */
  readonly agreement: KeyPair
}

/** @param signingSecret - 32 bytes. @param agreementSecret - 32 bytes, independent of the other. */
export const identityOf = (signingSecret: Uint8Array, agreementSecret: Uint8Array): Identity => {
  const signing = signingPair(signingSecret)
  return { account: bytesToId(signing.public), signing, agreement: agreementPair(agreementSecret) }
}

/** A new account. Two independent secrets: one key for two schemes would tie their proofs together. */
export const createIdentity = (randomBytes: RandomBytes): Identity => identityOf(randomBytes(32), randomBytes(32))
