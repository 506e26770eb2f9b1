import type { Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import type { EnvelopePlace } from '@sarangbang/shared/crypto/envelope.ts'
import { ok, type Result } from '@sarangbang/shared/result.ts'
import { headName, type DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { DocumentReplica } from './documentReplica.ts'
import { envelopeMaker } from './envelopeMaker.ts'
import type { KeysMissing, RoomKeys } from './roomKeys.ts'
import type { JournalPart, JournalRecord } from './store/journal.ts'
import type { StorageFault } from './store/storageFault.ts'

export interface RecordWriting {
  readonly identity: Identity
  readonly keys: RoomKeys
  /** An open document, by name. */
  readonly documentOf: (name: DocumentName) => DocumentReplica
}

/** Puts the parts of a journal's record that have no place into their documents, once these are read; answers with all places. */
export const writeRecord = async (
  record: JournalRecord,
  { identity, keys, documentOf }: RecordWriting,
): Promise<Result<JournalRecord, KeysMissing | StorageFault>> => {
  const head = documentOf(headName(record.room))
  // Asked for once: a room that is let go of meanwhile must not open them again.
  const documents = new Map(record.parts.map(({ document }) => [document, documentOf(document)]))
  await Promise.all([head, ...documents.values()].map(({ loaded }) => loaded))
  const epoch = await keys.toWrite()
  if (!epoch.ok) return epoch
  if (epoch.value.announce.length > 0) head.log.append(epoch.value.announce)
  const places = new Map<JournalPart, EnvelopePlace>()
  // Parts of one document go into one transaction: an erasure and its mark are never seen apart.
  const unplaced = record.parts.filter(({ place }) => place === null)
  for (const [document, parts] of Map.groupBy(unplaced, part => part.document)) {
    const written = documents.get(document)?.log.append(parts.map(part => envelopeMaker(part, identity, epoch.value)))
    parts.forEach((part, at) => {
      const place = written?.[at]
      if (place !== undefined) places.set(part, place)
    })
  }
  return ok({ ...record, parts: record.parts.map(part => ({ ...part, place: places.get(part) ?? part.place })) })
}
