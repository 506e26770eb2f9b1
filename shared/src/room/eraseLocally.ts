import * as Y from 'yjs'
import { decodeEnvelope } from '../crypto/decodeEnvelope.ts'
import type { StructId } from './updateStruct.ts'

/**
 * Deletes what signed erasures name, as far as it is here; Yjs then forgets the content. Only sealed envelopes can go: were
 * an erasure erasable its targets would lose their proof, and without an `epoch` envelope a new device could not read what
 * others wrote under it.
 */
export const eraseLocally = (transaction: Y.Transaction, targets: Iterable<StructId>): void => {
  const { store } = transaction.doc
  for (const { client, clock } of targets) {
    if (clock >= Y.getState(store, client)) continue
    const item: unknown = Y.getItem(store, Y.createID(client, clock))
    if (!(item instanceof Y.Item) || item.deleted || !(item.content instanceof Y.ContentBinary)) continue
    const envelope = decodeEnvelope(item.content.content)
    if (envelope.ok && envelope.value.kind === 'sealed') item.delete(transaction)
  }
}
