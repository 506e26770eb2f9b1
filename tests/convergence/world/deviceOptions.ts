import type { EntryId, EpochId } from '@sarangbang/shared/crypto/ids.ts'
import type { JournalRecord } from '@sarangbang/client/src/replica/store/index.ts'
import type { DeviceDisk } from './deviceDisk.ts'
import type { PersonName } from './people.ts'

/** What the world is told of what its devices do. */
export interface DeviceWitness {
  /** On this disk: the composer may say *written*. */
  accepted(device: string, record: JournalRecord): void
  /** An accepted record was stamped anew, because the clock was corrected. */
  restamped(record: JournalRecord): void
  /** An accepted record was given places. */
  placed(id: EntryId, record: Pick<JournalRecord, 'parts'>, epoch: EpochId | null): void
  problem(text: string): void
}

export interface DeviceOptions {
  readonly label: string
  readonly person: PersonName
  readonly disk: DeviceDisk
  /** The device's own clock, Unix milliseconds. */
  readonly now: () => number
  readonly witness: DeviceWitness
  /** What the relay's time has told it to add to its clock; outlives its starts. */
  readonly offset: { ms: number }
}
