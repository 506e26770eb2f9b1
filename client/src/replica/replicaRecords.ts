import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { ClockSettings } from '@sarangbang/shared/room/clock.ts'
import type { Stamp } from '@sarangbang/shared/room/entry.ts'
import type { DirectoryState } from './directory.ts'
import type { Arrivals } from './roomArrivals.ts'
import type { Preview } from './summarize.ts'

/** What the replica keeps in the account's `records`, by name; the key is a room's id, or `''` where there is one only. */
export interface ReplicaRecords {
  readonly directory: DirectoryState
  readonly preview: Preview
  /** How far I have read a room. */
  readonly reading: Stamp
  /** The same, sealed for the members as it goes to the relay; `upTo` is what it says. */
  readonly marker: { readonly upTo: Stamp; readonly sealed: string }
  /** Documents of which a member's device has something of ours that the relay has not. A room's id is its head's name. */
  readonly owed: readonly DocumentName[]
  readonly clock: Pick<ClockSettings, 'last' | 'offsetMs' | 'heardMs'>
  /** When entries of a room came to this device that claimed a later time. */
  readonly arrivals: Arrivals
  /** By document: the position at the relay up to which this device has everything. */
  readonly positions: ReadonlyMap<string, number>
}
