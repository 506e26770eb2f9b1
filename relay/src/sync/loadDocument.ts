import type { VerifySignature } from '@sarangbang/shared/crypto/platform.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import { parseDocumentName, type DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { openDocumentLog } from '@sarangbang/shared/room/openDocumentLog.ts'
import * as Y from 'yjs'
import type { StoredDocument } from '../store/documentStore.ts'
import { SenderSet } from './senderSet.ts'
import type { HotDocument, SyncSocket } from './hotDocument.ts'
import { makePresence } from './presence.ts'
import type { SyncParts } from './syncParts.ts'

/** The disk holds something that is no document, or only part of one: somebody must look at it, or restore a backup. */
export interface DocumentDamaged {
  readonly kind: 'document-damaged'
  readonly reason: string
}

/**
 * Builds a document from its rows. What the disk holds was admitted when it came, and is not checked again.
 * @param changed called in each transaction that brought something, with the document's `admitted` already added to.
 */
export const loadDocument = (
  name: DocumentName,
  stored: StoredDocument,
  verify: VerifySignature,
  { limits, log: lines, held, steadyMs }: SyncParts,
  changed: (document: HotDocument) => void,
): Result<HotDocument, DocumentDamaged> => {
  const place = parseDocumentName(name)
  if (!place) throw new Error(`not a document name: ${name}`)
  const doc = new Y.Doc()
  try {
    doc.transact(() => stored.updates.forEach(update => Y.applyUpdate(doc, update)))
  } catch (error) {
    return fail({ kind: 'document-damaged', reason: String(error) })
  }
  if (doc.store.pendingStructs !== null) return fail({ kind: 'document-damaged', reason: 'rows are missing' })
  const log = openDocumentLog({
    name,
    doc,
    verify,
    // Whoever has updates admitted here gives their socket as the link.
    mayHold: (link, bytes) => held.mayHold(link as SyncSocket, bytes),
    report: problem =>
      problem.kind === 'author-forked'
        ? lines.warn(
            { document: name, account: problem.fork.here.author },
            'a member signed two envelopes for one place',
          )
        : lines.error({ document: name, problem: problem.kind }, 'a document log reported a problem'),
  })
  const bytes = stored.updates.reduce((sum, update) => sum + update.length, 0)
  const document: HotDocument = {
    name,
    room: place.room,
    log,
    sockets: new Set(),
    presence: makePresence(limits),
    incoming: [],
    isAdmitting: false,
    admittedMs: Number.NEGATIVE_INFINITY,
    admitted: [],
    unkept: [],
    version: 0,
    kept: Y.decodeStateVector(Y.encodeStateVector(doc)),
    unkeptRows: 0,
    position: stored.position,
    looseRows: Math.max(0, stored.updates.length - 1),
    looseBytes: Math.max(0, bytes - (stored.updates[0]?.length ?? 0)),
    holdsErased: stored.holdsErased,
    isCompacting: false,
    memoryBytes: documentBytes + bytes * bytesInMemory,
    usedMs: steadyMs(),
    newClients: new Map(),
    countedClients: new Set(),
    isGone: false,
  }
  let authors = new Set<AccountId>()
  log.observe(({ added }) => {
    for (const { author } of added) authors.add(author)
  })
  doc.on('update', (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
    document.version++
    document.memoryBytes += update.length * bytesInMemory
    const tombstones = bringsTombstones(transaction)
    document.admitted.push({
      bytes: update,
      erases: transaction.deleteSet.clients.size > 0,
      bringsTombstones: tombstones,
      // Whose a tombstone is cannot be seen.
      authors: tombstones || authors.size === 0 ? null : authors,
      before: transaction.beforeState,
      senders: origin instanceof SenderSet ? origin : noSenders,
    })
    authors = new Set()
    changed(document)
  })
  return ok(document)
}

/** An empty document with its maps; and a small message is 1.6 KiB in memory for 0.3 KiB encoded (measured at 10,000 entries). */
const documentBytes = 8 * 1024
const bytesInMemory = 5
const noSenders = new SenderSet()

/** Whether structs came that were deleted already: their reader needs the erasure as well, which may have come long ago. */
const bringsTombstones = ({ deleteSet, beforeState }: Y.Transaction): boolean => {
  for (const [client, runs] of deleteSet.clients)
    if (runs.some(run => run.clock + run.len > (beforeState.get(client) ?? 0))) return true
  return false
}
