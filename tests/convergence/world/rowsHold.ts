import { decodeEnvelope } from '@sarangbang/shared/crypto/decodeEnvelope.ts'
import { decodeEpoch } from '@sarangbang/shared/crypto/epochEnvelope.ts'
import type { EpochId } from '@sarangbang/shared/crypto/ids.ts'
import * as Y from 'yjs'

/** What the rows of one document hold: how far, and which room keys are told of in them. */
export const rowsHold = (
  rows: readonly Uint8Array[],
): { readonly clocks: ReadonlyMap<number, number>; readonly epochs: readonly EpochId[] } => {
  const doc = new Y.Doc()
  doc.transact(() => rows.forEach(row => Y.applyUpdate(doc, row)))
  const clocks = Y.decodeStateVector(Y.encodeStateVector(doc))
  const epochs = doc
    .getArray<Uint8Array>('log')
    .toArray()
    .flatMap(bytes => {
      const envelope = decodeEnvelope(bytes)
      const epoch = envelope.ok && envelope.value.kind === 'epoch' ? decodeEpoch(envelope.value.body) : null
      return epoch?.ok === true ? [epoch.value.epoch] : []
    })
  doc.destroy()
  return { clocks, epochs }
}
