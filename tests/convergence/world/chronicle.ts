import { clientIdOf } from '@sarangbang/shared/crypto/clientIdOf.ts'
import type { AccountId, EntryId, EpochId } from '@sarangbang/shared/crypto/ids.ts'
import { decodeEntry } from '@sarangbang/shared/room/decodeEntry.ts'
import type { Entry } from '@sarangbang/shared/room/entry.ts'
import type { JournalRecord } from '@sarangbang/client/src/replica/store/index.ts'
import type { Device } from './device.ts'
import type { DeviceWitness } from './deviceOptions.ts'
import type { Holdings } from './deviceDisk.ts'
import { people, type PersonName } from './people.ts'
import type { Replica } from './replica.ts'

/** Where one stamping put the parts of a record, and the room key they are sealed under. */
export interface Stamping {
  readonly epoch: EpochId | null
  readonly places: readonly {
    readonly document: string
    readonly client: number
    readonly clock: number
    /** What can be read; the others take former copies back. */
    readonly isSealed: boolean
  }[]
}

/** One entry that a composer was told is written. */
export interface AcceptedEntry {
  readonly id: EntryId
  readonly author: AccountId
  readonly document: string
  readonly entry: Entry
  /** The same stamped anew, when the device's clock was corrected. */
  readonly restamped: Pick<AcceptedEntry, 'document' | 'entry'>[]
  readonly device: string
  /** Where copies of its whole record were put. */
  readonly stampings: Stamping[]
  /** The same of copies that stamping anew takes back. */
  readonly formerly: Stamping[]
  /** A device was put back to an older state while no other disk had it: whether it comes again is up to luck. */
  isEndangered: boolean
}

/** Everything that devices ever accepted, from what went through their journals: the truth that replicas are held against. */
export interface Chronicle extends DeviceWitness {
  readonly entries: ReadonlyMap<EntryId, AcceptedEntry>
  readonly problems: readonly string[]
  /** Whether one stamping of an entry, and its key, are on these disks. */
  isHeld(id: EntryId, holdings: readonly Holdings[]): boolean
  /** After a disk was put back: looks which entries no disk holds any more. */
  reckon(replicas: readonly Replica[]): Promise<void>
}

export const makeChronicle = (deviceNamed: (label: string) => Pick<Device, 'person'>): Chronicle => {
  const entries = new Map<EntryId, AcceptedEntry>()
  const problems: string[] = []
  const isOn = ({ clocks }: Holdings, { document, client, clock }: Stamping['places'][number]): boolean =>
    (clocks.get(document)?.get(client) ?? 0) > clock
  const isPlacedIn = ({ stampings, formerly }: AcceptedEntry, holdings: readonly Holdings[]): boolean => {
    const isWhole = (disks: readonly Holdings[]) => (stamping: Stamping) =>
      (stamping.epoch === null || holdings.some(({ epochs }) => epochs.has(stamping.epoch as EpochId))) &&
      stamping.places.filter(({ isSealed }) => isSealed).every(place => disks.some(disk => isOn(disk, place)))
    // A copy stamped by a wrong clock is as readable as the new one, on disks that nothing of its taking back has reached.
    const behind = holdings.filter(disk => !stampings.some(({ places }) => places.some(place => isOn(disk, place))))
    return stampings.some(isWhole(holdings)) || formerly.some(isWhole(behind))
  }
  return {
    entries,
    problems,
    accepted: (device: string, record: JournalRecord) => {
      const person: PersonName = deviceNamed(device).person
      for (const { id, document, entry } of entriesOf(record)) {
        if (entries.has(id)) continue
        const author = people[person].account
        entries.set(id, {
          id,
          author,
          document,
          entry,
          device,
          restamped: [],
          stampings: [],
          formerly: [],
          isEndangered: false,
        })
      }
    },
    placed: (id, { parts }, epoch) => {
      const accepted = entries.get(id)
      // What sweeps up after erasures holds no entry.
      if (accepted === undefined) return
      accepted.stampings.push({
        epoch,
        places: parts.flatMap(({ document, place, kind }) => {
          if (place === null) return []
          const client = clientIdOf(document, accepted.author, place.session)
          return [{ document, client, clock: place.clock, isSealed: kind === 'sealed' }]
        }),
      })
    },
    restamped: record => {
      for (const { id, ...anew } of entriesOf(record)) {
        const accepted = entries.get(id)
        accepted?.restamped.push(anew)
        // The same record takes the old copies back.
        if (accepted !== undefined) accepted.formerly.push(...accepted.stampings.splice(0))
      }
    },
    problem: text => void problems.push(text),
    isHeld: (id, holdings) => {
      const accepted = entries.get(id)
      return accepted !== undefined && isPlacedIn(accepted, holdings)
    },
    reckon: async replicas => {
      const holdings = await Promise.all(replicas.map(replica => replica.holdings()))
      const isTold = (epoch: EpochId | null): boolean =>
        epoch === null || holdings.some(({ epochs }) => epochs.has(epoch))
      for (const accepted of entries.values()) {
        const isSafe = holdings.some(
          ({ journaled, clocks }) =>
            journaled.has(accepted.id) ||
            accepted.stampings.some(
              ({ epoch, places }) =>
                isTold(epoch) &&
                places.every(({ document, client, clock }) => (clocks.get(document)?.get(client) ?? 0) > clock),
            ),
        )
        if (!isSafe) accepted.isEndangered = true
      }
    },
  }
}

const entriesOf = ({ parts }: Pick<JournalRecord, 'parts'>) =>
  parts.flatMap(({ kind, plain, document }) => {
    const decoded = kind === 'sealed' ? decodeEntry(plain) : null
    if (decoded === null) return []
    if (!decoded.ok || decoded.value.type === 'unknown') throw new Error('a device journaled what is no entry')
    return [{ id: decoded.value.id, document, entry: decoded.value }]
  })
