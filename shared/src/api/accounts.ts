import * as v from 'valibot'
import {
  accountId,
  accountKeys,
  fixedBytes,
  handle,
  lock,
  nickname,
  opaqueMessage,
  person,
  sealedVault,
} from './field.ts'
import { route } from './route.ts'

/**
 * Accounts, promises A1–A4. The relay never sees a password (OPAQUE, RFC 9807) and never a private key: what it keeps is the
 * registration record, the sealed vault and its locks. Attempts and grants are random, single-use and short-lived (2 minutes);
 * an unknown handle gets the same answers, in the same shape, as a known one with a wrong secret.
 */
const attempt = fixedBytes(16)

/** Everything that must change together when the secrets of an account change. */
const keeping = {
  registrationRecord: opaqueMessage,
  vault: sealedVault,
  /** Exactly one of each kind. */
  locks: v.pipe(v.array(lock), v.minLength(1), v.maxLength(2)),
}

/** Proof that the caller knows the current password: a finished login that opens nothing by itself. */
const passwordProof = { attempt, finishLoginRequest: opaqueMessage }

export const session = v.object({
  id: v.string(),
  /** What the device calls itself, e.g. "Chrome · Android". */
  device: v.string(),
  createdMs: v.number(),
  lastUsedMs: v.number(),
  current: v.boolean(),
})
export type SessionInfo = v.InferOutput<typeof session>

/** The answer that begins a session. The cookie is set beside it; `token` is the same as a bearer, for programs. */
const signedIn = v.object({ token: fixedBytes(32), person, nowMs: v.number() })
const device = v.pipe(v.string(), v.maxLength(80))

export const checkHandle = route('GET', '/api/handles/:handle', 'anyone', {
  params: v.object({ handle }),
  response: v.object({ state: v.picklist(['free', 'taken', 'invalid']) }),
})
/** First half of sign-up. Errors: `handle-taken`, `handle-invalid`, `signup-closed`, `rate-limited`. */
export const beginSignUp = route('POST', '/api/accounts/begin', 'anyone', {
  request: v.object({ handle, account: accountId, registrationRequest: opaqueMessage }),
  response: v.object({ registrationResponse: opaqueMessage }),
})
/** Second half: creates the account and a session. Errors as above, and `keys-invalid`. */
export const finishSignUp = route('POST', '/api/accounts', 'anyone', {
  request: v.object({
    handle,
    nickname,
    keys: accountKeys,
    ...keeping,
    /** Ed25519 public key derived from the recovery code; proves the right to set a new password. */
    recoveryKey: fixedBytes(32),
    /** By the account key over `signUpStatement(handle, recoveryKey, registrationRecord)`: nobody signs up another's key. */
    signature: fixedBytes(64),
    device,
  }),
  response: signedIn,
})
/** First half of a login or of proving the password. The answer for an unknown handle cannot be told apart. */
export const beginLogin = route('POST', '/api/sessions/begin', 'anyone', {
  request: v.object({ handle, startLoginRequest: opaqueMessage }),
  response: v.object({ attempt, loginResponse: opaqueMessage }),
})
/** Errors: `login-refused` (wrong password and unknown handle alike), `rate-limited`. */
export const finishLogin = route('POST', '/api/sessions', 'anyone', {
  request: v.object({ ...passwordProof, device }),
  response: v.object({ ...signedIn.entries, vault: sealedVault, lock }),
})
export const listSessions = route('GET', '/api/sessions', 'session', {
  response: v.object({ sessions: v.array(session) }),
})
export const endSession = route('DELETE', '/api/sessions/:id', 'session', { params: v.object({ id: v.string() }) })
/** Ends the caller's own session. */
export const logout = route('DELETE', '/api/session', 'session')
/** Who am I, for a session found valid at start. */
export const whoAmI = route('GET', '/api/account', 'session', { response: v.object({ person, nowMs: v.number() }) })
/** What a device needs to replace the vault key without knowing the other locks' secrets. */
export const getVault = route('GET', '/api/account/vault', 'session', {
  response: v.object({ vault: sealedVault, locks: v.array(lock) }),
})
/** First half of a new password, for the session's own account. */
export const beginPassword = route('POST', '/api/account/password/begin', 'session', {
  request: v.object({ registrationRequest: opaqueMessage }),
  response: v.object({ registrationResponse: opaqueMessage }),
})
/** Replaces password, vault key and locks together; every other session ends. Errors: `login-refused`. */
export const changePassword = route('PUT', '/api/account/password', 'session', {
  request: v.object({ ...passwordProof, ...keeping }),
})
/** Starts a recovery. `challenge` is to be signed with the key derived from the recovery code. Equal for unknown handles. */
export const beginRecovery = route('POST', '/api/recovery/begin', 'anyone', {
  request: v.object({ handle }),
  response: v.object({ attempt, challenge: fixedBytes(32) }),
})
/** Errors: `recovery-refused` (wrong code and unknown handle alike), `rate-limited`. */
export const proveRecovery = route('POST', '/api/recovery/prove', 'anyone', {
  request: v.object({ attempt, /** Ed25519 over `recoveryStatement(challenge)`. */ signature: fixedBytes(64) }),
  response: v.object({ grant: fixedBytes(16), account: accountId, vault: sealedVault, lock }),
})
export const beginRecoveredPassword = route('POST', '/api/recovery/password/begin', 'anyone', {
  request: v.object({ grant: fixedBytes(16), registrationRequest: opaqueMessage }),
  response: v.object({ registrationResponse: opaqueMessage }),
})
/** Sets the new password, ends every session, begins one here. */
export const finishRecovery = route('POST', '/api/recovery/password', 'anyone', {
  request: v.object({ grant: fixedBytes(16), ...keeping, device }),
  response: signedIn,
})
/** A4: the account and all that is its own are gone. Errors: `login-refused`, `couple-connected`. */
export const withdrawAccount = route('POST', '/api/account/withdrawal', 'session', { request: v.object(passwordProof) })

/** A 60-second ticket (JWT) for sockets where a cookie cannot go: WebSocket subprotocol `ticket.<ticket>`. */
export const issueTicket = route('POST', '/api/tickets', 'session', {
  response: v.object({ ticket: boundedBytesWithDots(1024), expiresMs: v.number() }),
})
function boundedBytesWithDots(length: number) {
  return v.pipe(v.string(), v.maxLength(length), v.regex(/^[A-Za-z0-9_.-]+$/))
}
