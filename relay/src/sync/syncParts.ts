import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { Authentication } from '../accounts/authentication.ts'
import type { Membership } from '../rooms/membership.ts'
import type { DocumentStore } from '../store/documentStore.ts'
import type { HeldShares } from './heldShares.ts'
import type { SyncLimits } from './syncLimits.ts'

/** Structured log lines: ids and numbers, never content, keys or addresses (pino fits). */
export interface SyncLog {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** What the document sockets need of the rest of the relay. */
export interface SyncDeps {
  readonly store: DocumentStore
  readonly authentication: Pick<Authentication, 'ofSocket'>
  readonly membership: Pick<Membership, 'canOpen' | 'onRevoked'>
  /** Told after the disk has it. */
  publishPosition(document: DocumentName, position: number): void
  /** `false` while the disk refuses what was admitted: nothing is acknowledged, and readiness should say so. */
  onStorage?(isHealthy: boolean): void
  /** Unix milliseconds: for months alone. */
  now(): number
  /** Milliseconds since some moment, never set back or ahead: for everything that lasts. */
  steadyMs(): number
  readonly log: SyncLog
  readonly limits?: Partial<SyncLimits>
}

/** What every part of the document sockets works with. */
export interface SyncParts {
  readonly store: DocumentStore
  readonly limits: SyncLimits
  readonly log: SyncLog
  readonly held: HeldShares
  now(): number
  steadyMs(): number
}
