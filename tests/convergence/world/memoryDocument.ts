import { ok } from '@sarangbang/shared/result.ts'
import type { KeptDocument } from '@sarangbang/client/src/replica/store/index.ts'
import * as Y from 'yjs'

/** The rows of one document: all, and those that a barrier stands behind. */
export interface MemoryRows {
  now: readonly Uint8Array[]
  safe: readonly Uint8Array[]
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined)
/** The origin of what was read: it is not written again. */
const fromDisk = Symbol('disk')

/** Keeps a document as keepDocument does: each update a row, erasures replace the rows, a commit is a barrier. A dead disk does nothing. */
export const keepInMemory = (rows: MemoryRows, doc: Y.Doc, isAlive: () => boolean): KeptDocument => {
  const onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin !== fromDisk && isAlive()) rows.now = [...rows.now, update]
  }
  const onTransaction = ({ deleteSet, origin }: Y.Transaction): void => {
    if (deleteSet.clients.size > 0 && origin !== fromDisk && isAlive()) rows.now = [Y.encodeStateAsUpdate(doc)]
  }
  const load = async () => {
    await Promise.resolve()
    doc.transact(() => rows.now.forEach(row => Y.applyUpdate(doc, row, fromDisk)), fromDisk)
    return ok(undefined)
  }
  doc.on('update', onUpdate)
  doc.on('afterTransaction', onTransaction)
  const loaded = load()
  const committed = async () => {
    await loaded
    if (!isAlive()) return never<ReturnType<typeof ok<void>>>()
    rows.safe = rows.now
    return ok(undefined)
  }
  return {
    loaded,
    committed,
    close: async () => {
      doc.off('update', onUpdate)
      doc.off('afterTransaction', onTransaction)
      if (isAlive()) await committed()
    },
    destroy: async () => ok(undefined),
  }
}

/** What a stop leaves: all that is safe, and of what was written after it a part. */
export const loseRows = ({ now, safe }: MemoryRows, lose: number): MemoryRows => {
  const isContinued = safe.every((row, at) => row === now[at])
  const kept = isContinued ? now.slice(0, safe.length + (lose % (now.length - safe.length + 1))) : lose % 2 ? now : safe
  return { now: kept, safe: kept }
}
