import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { VerifySignature } from '@sarangbang/shared/crypto/platform.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { HotDocument } from './hotDocument.ts'
import { loadDocument } from './loadDocument.ts'
import type { SyncParts } from './syncParts.ts'

/** `document-damaged`: its rows cannot be read. `store-failed`: the disk did not answer. Both: 4529, and a line in the log. */
export type LoadFault = { readonly kind: 'document-damaged' } | { readonly kind: 'store-failed' }

/** The documents in memory, loaded when somebody asks, within `memoryBytes`. */
export interface HotDocuments {
  /** Never rejects. Asking twice at once loads once. */
  open(name: DocumentName): Promise<Result<HotDocument, LoadFault>>
  all(): Iterable<HotDocument>
  /** Lets documents go until memory is within its budget; never one with sockets or with anything on its way to the disk. */
  evict(): void
  /** Drops all documents of a room, whatever is under way. */
  dropRoom(room: RoomId): void
  /**
   * Documents to be compacted that are not in memory: their rows hold what was erased. Whoever compacts one takes its name out. A name
   * is 100 bytes where a document is 8 KiB at least, so a disk that refuses does not fill the memory.
   */
  readonly owed: Set<DocumentName>
}

export const makeHotDocuments = (
  parts: SyncParts,
  verify: VerifySignature,
  changed: (document: HotDocument) => void,
): HotDocuments => {
  const { store, limits, log, steadyMs } = parts
  const hot = new Map<DocumentName, HotDocument>()
  const owed = new Set<DocumentName>()
  let isEvicting = false
  const loading = new Map<DocumentName, Promise<Result<HotDocument, LoadFault>>>()

  /** Once this turn's openers have what they asked for: a thousand questions in a second must not all stay until the next tick. */
  const evictSoon = () => {
    if (!isEvicting) setImmediate(evict)
    isEvicting = true
  }
  const evict = () => {
    isEvicting = false
    let bytes = 0
    for (const document of hot.values()) bytes += document.memoryBytes
    if (bytes <= limits.memoryBytes) return
    const idle = [...hot.values()].filter(isIdle).sort((a, b) => a.usedMs - b.usedMs)
    for (const document of idle) {
      if (bytes <= limits.memoryBytes) return
      hot.delete(document.name)
      if (document.holdsErased) owed.add(document.name)
      document.log.doc.destroy()
      bytes -= document.memoryBytes
    }
  }
  const load = async (name: DocumentName): Promise<Result<HotDocument, LoadFault>> => {
    try {
      const loaded = loadDocument(name, await store.load(name), verify, parts, changed)
      if (loaded.ok) {
        hot.set(name, loaded.value)
        evictSoon()
        return ok(loaded.value)
      }
      log.error({ document: name, reason: loaded.error.reason }, 'a document on the disk is damaged')
      return fail({ kind: loaded.error.kind })
    } catch (error) {
      log.error({ document: name, error: String(error) }, 'a document could not be read from the disk')
      return fail({ kind: 'store-failed' })
    } finally {
      loading.delete(name)
    }
  }
  return {
    async open(name) {
      const found = hot.get(name)
      if (found) {
        found.usedMs = steadyMs()
        return ok(found)
      }
      let promise = loading.get(name)
      if (!promise) loading.set(name, (promise = load(name)))
      return promise
    },
    all: () => hot.values(),
    evict,
    owed,
    dropRoom(room) {
      for (const document of hot.values()) {
        if (document.room !== room) continue
        document.isGone = true
        hot.delete(document.name)
        document.log.doc.destroy()
      }
    },
  }
}

const isIdle = (document: HotDocument): boolean =>
  document.sockets.size === 0 &&
  document.unkeptRows === 0 &&
  document.incoming.length === 0 &&
  document.admitted.length === 0 &&
  document.unkept.length === 0 &&
  !document.isAdmitting &&
  !document.isCompacting
