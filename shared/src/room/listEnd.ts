import * as Y from 'yjs'
import { logRoot } from './readStruct.ts'
import type { StructId } from './updateStruct.ts'

/** Where the list of a document ends, deleted entries counted: what comes is appended there (chainStructs). */
export interface ListEnd {
  /** The last clock of the last struct; `null` for an empty list. */
  last(): StructId | null
}

/**
 * Goes on from where it stood the last time, so that all calls together walk the list once. Remembers an id and not a Yjs item:
 * runs of tombstones are merged, and the item that was last then belongs to no list.
 */
export const makeListEnd = (doc: Y.Doc): ListEnd => {
  const log = doc.getArray(logRoot)
  let known: StructId | null = null
  return {
    last() {
      const struct: unknown = known && Y.getItem(doc.store, Y.createID(known.client, known.clock))
      let item = struct instanceof Y.Item ? struct : log._start
      while (item?.right) item = item.right
      known = item?.lastId ?? null
      return known
    },
  }
}
