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
  /** Tries again what is journaled and could not be stamped: no key could be made or kept. Also by itself, a little later. */
  retry(): void
  /** Resolves when everything asked for so far has ended: it stands in its documents, or came to nothing, or waits for `retry`. */
  idle(): Promise<void>
  close(): void
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
  /** Whether a journaled record is still to be written: it may have been taken back meanwhile. */
  readonly isWanted: (id: EntryId) => boolean
}

/** A full disk or a browser out of breath: soon enough not to be noticed, seldom enough to cost nothing. */
const retryMs = 5_000

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
  const { room, identity, keys, journal, documentOf, now, onStamped, isWanted } = deps
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
  const underWay = new Set<Promise<unknown>>()
  const track = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work)
    // None rejects: `write` and `stamp` answer with faults.
    void work.then(() => underWay.delete(work))
    return work
  }
  const unstamped = new Map<EntryId, JournalRecord>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  const stampSafely: RoomWriter['stamp'] = async record => {
    const done = await stampNow(record).catch((error: unknown) =>
      // One record that no program of ours can write must not keep the room, or the records behind it, from opening.
      fail({ kind: 'storage-failed', reason: String(error) } as const),
    )
    if (done.ok) unstamped.delete(record.id)
    else if (!closed) {
      unstamped.set(record.id, record)
      timer ??= setTimeout(retry, retryMs)
    }
    return done
  }
  const stamp: RoomWriter['stamp'] = record => {
    const done = queue.then(() => stampSafely(record))
    queue = done
    return track(done)
  }
  const retry = (): void => {
    clearTimeout(timer)
    timer = undefined
    const waiting = [...unstamped.values()]
    unstamped.clear()
    for (const record of waiting) if (isWanted(record.id)) void stamp(record)
  }
  const write: RoomWriter['write'] = async (id, writings) => {
    const record: JournalRecord = { id, room: room.id, parts: writings.map(partOf), writtenMs: now() }
    const journaled = await journal.append(record)
    if (!journaled.ok) {
      // The text goes back to the composer, whose next attempt bears another id; what reached the disk after all would be a double.
      if (journaled.error.kind !== 'storage-full') void track(journal.remove([id]))
      return fail(journaled.error)
    }
    onStamped(record)
    retry()
    void stamp(record)
    return ok(undefined)
  }
  return {
    write: (id, writings) => track(write(id, writings)),
    stamp,
    retry,
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    close: () => {
      closed = true
      clearTimeout(timer)
    },
  }
}
