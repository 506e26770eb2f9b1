import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { Connection, Person, Problem, SessionInfo } from '@sarangbang/shared/api/index.ts'
import type { Result } from '@sarangbang/shared/result.ts'
import type { ConnectionAnswer } from '../replica/relayWork.ts'
import type { Replica } from '../replica/replica.ts'
import type { Watched } from '../replica/watched.ts'

/** Who uses this device. Screens are chosen by it. Made once, by `openSession`. */
export interface Session {
  readonly state: Watched<SessionState>
  /** A1: live check. */
  checkHandle(handle: string): Promise<Result<'free' | 'taken' | 'invalid', SessionFault>>
  /** A1: makes the keys here, registers, and hands out the recovery code to be shown once and asked back. Not signed in until confirmed. */
  signUp(form: SignUpForm): Promise<Result<PendingSignUp, SessionFault>>
  logIn(handle: string, password: string): Promise<Result<void, SessionFault>>
  /** A3 */
  recover(handle: string, code: string, newPassword: string): Promise<Result<void, SessionFault>>
}

export type SessionState =
  /** The first milliseconds: this device's own record is being read. */
  | { readonly kind: 'starting' }
  | {
      readonly kind: 'signed-out'
      /** `cleared`: somebody was signed in here, and the browser has lost who. */
      readonly reason: 'never' | 'logged-out' | 'session-ended' | 'withdrawn' | 'cleared'
      /** A sign-up whose recovery code was not asked back yet when the page was closed: it goes on there. */
      readonly pending?: PendingSignUp
    }
  | { readonly kind: 'signed-in'; readonly account: Account }
  /** This device's storage cannot be used at all. */
  | { readonly kind: 'broken'; readonly reason: string }

export interface SignUpForm {
  readonly handle: string
  readonly nickname: string
  readonly password: string
}
/** The account exists; the person has yet to prove that the code was noted. Closing the page here keeps this step for the next start. */
export interface PendingSignUp {
  /** As shown: groups of letters and digits. */
  readonly recoveryCode: string
  /** `false`: not the same code; nothing changed. Tolerates case, spaces and hyphens. */
  confirm(typed: string): Promise<boolean>
}

/** A signed-in account: everything that is on this device works with no network. */
export interface Account {
  readonly me: Person
  readonly replica: Replica
  readonly people: People
  sessions(): Promise<Result<readonly SessionInfo[], SessionFault>>
  endSession(id: string): Promise<Result<void, SessionFault>>
  changePassword(current: string, next: string): Promise<Result<void, SessionFault>>
  /** Own entries nobody else has yet would be lost with this device's copy: the screen asks first (replica.waiting). */
  logOut(): Promise<void>
  withdraw(password: string): Promise<Result<void, SessionFault>>
}

export interface People {
  /** Last known, kept on this device; `null` until read. */
  readonly connections: Watched<readonly Connection[] | null>
  /** Asked while offline, not yet at the relay. */
  readonly queued: Watched<readonly QueuedRequest[]>
  /** My answers to requests, by the connection's id: on this device's disk, and perhaps not yet in the relay's list. */
  readonly answered: Watched<ReadonlyMap<string, ConnectionAnswer>>
  /** Connections whose answer is on its way to the disk: nothing is promised yet. */
  readonly answering: Watched<ReadonlySet<string>>
  /**
   * This and the answers below resolve when they are in the outbox, and reject where the disk does not take them: nothing is done then, and
   * may be asked again. What the relay says comes later, through `queued` (refused) or `connections`.
   */
  request(handle: string): Promise<void>
  accept(id: string): Promise<void>
  decline(id: string): Promise<void>
  withdraw(id: string): Promise<void>
  /** Forgets a refused request, or one not sent yet. */
  dismiss(queued: QueuedRequest): Promise<void>
}
export interface QueuedRequest {
  readonly key: string
  readonly handle: string
  /** Why the relay refused it; `null` while it waits. */
  readonly refused: Problem['kind'] | null
}

/** What a screen may have to say. `problem` is the relay's own answer. */
export type SessionFault =
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'offline' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'password-too-short'; readonly characters: number }
  | { readonly kind: 'password-has-space' }
  | { readonly kind: 'nickname-empty' }
  | { readonly kind: 'recovery-code-malformed' }
  /** The relay gave a vault or keys that do not belong to this account: it lies or is broken. Nothing was stored. */
  | { readonly kind: 'relay-untrusted'; readonly what: string }
  | { readonly kind: 'storage'; readonly reason: string }

export type { AccountId }
