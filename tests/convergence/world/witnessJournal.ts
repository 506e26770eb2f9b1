import type { EntryId, EpochId } from '@sarangbang/shared/crypto/ids.ts'
import type { Journal, JournalPart, JournalRecord } from '@sarangbang/client/src/replica/store/index.ts'
import type { DeviceWitness } from './deviceOptions.ts'

export interface JournalWitness {
  /** Of the device. */
  readonly label: string
  readonly witness: DeviceWitness
  /** A record is on the disk; `true`: the device has stopped there. */
  readonly onWritten: () => boolean
  /** As the device knows it. */
  readonly recordOf: (id: EntryId) => JournalRecord | undefined
  /** Under which key a part was sealed, as its envelope says; `null` where it stands nowhere. */
  readonly epochOf: (part: JournalPart) => EpochId | null
}

/** The journal, with the world told what comes into it and where it is placed. */
export const witnessJournal = (
  journal: Journal,
  { label, witness, onWritten, recordOf, epochOf }: JournalWitness,
): Journal => ({
  ...journal,
  append: async record => {
    const appended = await journal.append(record)
    if (appended.ok) witness.accepted(label, record)
    // Stopped here, nothing of what follows ever happens.
    if (appended.ok && onWritten()) return new Promise(() => undefined)
    return appended
  },
  replace: async records => {
    const replaced = await journal.replace(records)
    if (replaced.ok) for (const record of records) if (replaced.value.has(record.id)) witness.restamped(record)
    return replaced
  },
  place: (id, places) => {
    const parts = recordOf(id)?.parts.map((part, at) => ({ ...part, place: places[at] ?? null })) ?? []
    const epoch = parts.map(epochOf).find(one => one !== null) ?? null
    // At once: a device that stops in the next moment has written it all the same.
    if (parts.length > 0) witness.placed(id, { parts }, epoch)
    return journal.place(id, places)
  },
})
