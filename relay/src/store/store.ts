import type { Kysely } from 'kysely'
import { makeAccountRecords, type AccountRecords } from './accounts.ts'
import { makeConnectionRecords, type ConnectionRecords } from './connections.ts'
import type { DocumentStore } from './documentStore.ts'
import { makeMarkerRecords, type MarkerRecords } from './markers.ts'
import { makeRoomRecords, type RoomRecords } from './rooms.ts'
import type { Tables } from './schema.ts'
import { makeSessionRecords, type SessionRecords } from './sessions.ts'

/** What changes in transactions: everything but document logs. */
export interface Records {
  readonly accounts: AccountRecords
  readonly sessions: SessionRecords
  readonly connections: ConnectionRecords
  readonly rooms: RoomRecords
  readonly markers: MarkerRecords
}

/** Everything the relay keeps. Its functions reject when the disk refuses; nothing of that call has happened then. */
export interface Store extends Records {
  readonly documents: DocumentStore
  /**
   * All of `work` or nothing of it. Use only the records it is given, and await nothing else: everybody else waits meanwhile, and
   * the outer store's own records would wait for the transaction itself.
   */
  transaction<T>(work: (records: Records) => Promise<T>): Promise<T>
  /** Resolves when the store answers a question; rejects when it does not. */
  ping(): Promise<void>
  /**
   * Forgets what has run out: sessions not used since, retired handles, and documents of rooms that are gone (a crash came between
   * the two).
   */
  sweep(nowMs: number, sessionsUnusedSinceMs: number): Promise<void>
  /** Waits for what is under way; nothing may be asked afterwards. */
  close(): Promise<void>
}

/** The records of a database or of one of its transactions. */
export const makeRecords = (database: Kysely<Tables>): Records => ({
  accounts: makeAccountRecords(database),
  sessions: makeSessionRecords(database),
  connections: makeConnectionRecords(database),
  rooms: makeRoomRecords(database),
  markers: makeMarkerRecords(database),
})
