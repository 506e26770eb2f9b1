import type { Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import type { EnvelopePlace } from '@sarangbang/shared/crypto/envelope.ts'
import { decodeErasure, encodeErasure, eraseEnvelope } from '@sarangbang/shared/crypto/eraseEnvelope.ts'
import type { EntryId } from '@sarangbang/shared/crypto/ids.ts'
import { sealEnvelope } from '@sarangbang/shared/crypto/sealEnvelope.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import type { MakeEnvelope } from '@sarangbang/shared/room/documentLog.ts'
import { headName, type DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { encodeEntry } from '@sarangbang/shared/room/encodeEntry.ts'
import type { Entry } from '@sarangbang/shared/room/entry.ts'
import { randomBytes } from '../session/randomBytes.ts'
import type { RoomDescriptor } from './describeRoom.ts'
import type { DocumentReplica } from './documentReplica.ts'
import type { EpochToWrite, KeysMissing, RoomKeys } from './roomKeys.ts'
import type { Journal, JournalPart, JournalRecord } from './store/journal.ts'
import type { StorageFault } from './store/storageFault.ts'

/** One action of a person: what it puts into which document, head before month. */
export type Writing =
  | { readonly document: DocumentName; readonly entry: Entry }
  | { readonly document: DocumentName; readonly erase: readonly EnvelopePlace[] }

export interface RoomWriter {
  /**
   * `ok`: the action is on this disk (*written*), and in its documents as soon as they are read. Otherwise nothing of it is
   * anywhere.
   */
  write(id: EntryId, writings: readonly Writing[]): Promise<Result<void, StorageFault>>
  /** Puts a record of the journal into its documents, anew: after a start, or when keys were missing. */
  stamp(record: JournalRecord): Promise<Result<readonly EnvelopePlace[], KeysMissing | StorageFault>>
  /** Resolves when everything asked for so far stands in its documents. */
  idle(): Promise<unknown>
}

export interface RoomWriterDeps {
  readonly room: RoomDescriptor
  readonly identity: Identity
  readonly keys: RoomKeys
  readonly journal: Journal
  /** An open document, by name. */
  readonly documentOf: (name: DocumentName) => DocumentReplica
  readonly now: () => number
  /** After each record: what stands where. */
  readonly onStamped: (record: JournalRecord) => void
}

const partOf = (writing: Writing): JournalPart =>
  'entry' in writing
    ? { document: writing.document, kind: 'sealed', plain: encodeEntry(writing.entry), place: null }
    : { document: writing.document, kind: 'erase', plain: encodeErasure(writing.erase), place: null }

const erasedBy = (part: JournalPart): readonly EnvelopePlace[] => {
  const targets = decodeErasure(part.plain)
  // Our own encoding, out of a store that checks what it reads: anything else is a bug.
  if (!targets.ok) throw new Error('the journal holds no erasure')
  return targets.value
}

/** The way of everything written here: journal (strict), then document; links and stores follow the document (design.md §5). */
export const makeRoomWriter = (deps: RoomWriterDeps): RoomWriter => {
  const { room, identity, keys, journal, documentOf, now, onStamped } = deps
  /** One record at a time, so that two never make an epoch each, and they stand in the order they were written. */
  let queue: Promise<unknown> = Promise.resolve()

  const envelopeMaker =
    (part: JournalPart, { epoch, key }: EpochToWrite): MakeEnvelope =>
    place =>
      part.kind === 'sealed'
        ? sealEnvelope({
            document: part.document,
            place,
            epoch,
            key,
            signing: identity.signing,
            plain: part.plain,
            randomBytes,
          })
        : eraseEnvelope({
            document: part.document,
            place,
            signing: identity.signing,
            targets: erasedBy(part),
          })

  const stampNow = async (
    record: JournalRecord,
  ): Promise<Result<readonly EnvelopePlace[], KeysMissing | StorageFault>> => {
    const head = documentOf(headName(room.id))
    const documents = record.parts.map(part => documentOf(part.document))
    await Promise.all([head, ...documents].map(({ loaded }) => loaded))
    const epoch = await keys.toWrite()
    if (!epoch.ok) return epoch
    if (epoch.value.announce.length > 0) head.log.append(epoch.value.announce)
    const places: EnvelopePlace[] = []
    // Parts of one document go into one transaction: an erasure and its mark are never seen apart.
    for (const [document, parts] of Map.groupBy(record.parts, part => part.document)) {
      places.push(...documentOf(document).log.append(parts.map(part => envelopeMaker(part, epoch.value))))
    }
    const byDocument = [...Map.groupBy(record.parts, part => part.document).values()].flat()
    const placed = record.parts.map(part => places[byDocument.indexOf(part)] ?? null)
    onStamped({ ...record, parts: record.parts.map((part, at) => ({ ...part, place: placed[at] ?? null })) })
    void journal.place(record.id, placed)
    return ok(places)
  }
  const stamp: RoomWriter['stamp'] = record => {
    const done = queue.then(() => stampNow(record))
    // Its fault is its caller's; the next in the queue has its own.
    queue = done.catch(() => undefined)
    return done
  }
  return {
    stamp,
    idle: () => queue,
    write: async (id, writings) => {
      const record: JournalRecord = { id, room: room.id, parts: writings.map(partOf), writtenMs: now() }
      const journaled = await journal.append(record)
      if (!journaled.ok) return fail(journaled.error)
      onStamped(record)
      void stamp(record)
      return ok(undefined)
    },
  }
}
