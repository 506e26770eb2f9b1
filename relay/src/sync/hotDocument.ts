import type { AccountId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { DocumentLog } from '@sarangbang/shared/room/documentLog.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { Identity } from '../accounts/authentication.ts'
import type { Intake } from './intake.ts'
import type { Outlet } from './outlet.ts'
import type { Presence } from './presence.ts'
import type { TokenBucket } from './tokenBucket.ts'

/** One open socket of a document. */
export interface SyncSocket {
  readonly identity: Identity
  readonly document: HotDocument
  readonly intake: Intake
  readonly outlet: Outlet
  /** Opened with `?ack=1`. */
  readonly wantsAck: boolean
  /** A backlog is on its way to it: live updates are left out, and follow as one when the backlog has gone. */
  isBehind: boolean
  /** The state vector it asked from meanwhile; answered when the backlog has gone. */
  askedBehind: Uint8Array | null
  /** Its first step 1 was answered, so it has had the whole acknowledgement. */
  hasSynced: boolean
  /** Bytes received and not yet admitted. */
  unadmittedBytes: number
  strayFrames: number
  /** When it was last asked for what is missing (step 1), by the steady clock, and whether it must be asked again. */
  askedMs: number
  mustAsk: boolean
  /** When something of it was last heard, by the steady clock. */
  heardMs: number
  /** Since when the backlog's present piece has been on its way, by the steady clock; 0 when none is. */
  pieceSinceMs: number
  readonly step1s: TokenBucket
  readonly presences: TokenBucket
}

/** An update that waits for admission. */
export interface IncomingUpdate {
  readonly socket: SyncSocket
  readonly update: Uint8Array
}

/** What one admission brought into the document. */
export interface AdmittedUpdate {
  /** Yjs's own account of the change: nothing of what a client made up is left in it. */
  readonly bytes: Uint8Array
  readonly erases: boolean
  /** It brought structs that were erased already: they go out together with the erasures that prove it. */
  readonly bringsTombstones: boolean
  /** Whose envelopes are new in it; `null` when it may hold the clocks of others too. */
  readonly authors: ReadonlySet<AccountId> | null
  /** Next clock by client before it. */
  readonly before: ReadonlyMap<number, number>
  /** Whose updates they were: one, or several that were admitted together. Empty when nobody's. */
  readonly senders: ReadonlySet<SyncSocket>
}

/** A document in memory, with the sockets on it and what is under way between network and disk. */
export interface HotDocument {
  readonly name: DocumentName
  readonly room: RoomId
  readonly log: DocumentLog
  readonly sockets: Set<SyncSocket>
  readonly presence: Presence
  readonly incoming: IncomingUpdate[]
  isAdmitting: boolean
  /** When it last began to, steady milliseconds. */
  admittedMs: number
  /** Admitted in this turn of the event loop. */
  admitted: AdmittedUpdate[]
  /** Admitted, and not handed to the disk yet. */
  unkept: AdmittedUpdate[]
  /** Grows with every change: equal versions mean nothing new. */
  version: number
  /** Next clock by client that is on the disk. */
  readonly kept: Map<number, number>
  /** Rows of this document that were handed to the disk and are not on it yet. */
  unkeptRows: number
  /** Of the newest row on the disk; 0 for none. */
  position: number
  /** Rows and bytes on the disk since the last snapshot, the snapshot's own left out. */
  looseRows: number
  looseBytes: number
  /** Rows on the disk hold bytes that have been erased since. */
  holdsErased: boolean
  isCompacting: boolean
  /** What it costs in memory, estimated. */
  memoryBytes: number
  /** When it last had a socket or a question, by the steady clock. */
  usedMs: number
  /** New client ids, by the account that brought them. */
  readonly newClients: Map<AccountId, TokenBucket>
  /** Client ids that were counted already: a hundred updates of one may wait before the first is admitted. */
  readonly countedClients: Set<number>
  /** Set when the room went: whatever is still under way for it is dropped. */
  isGone: boolean
}
