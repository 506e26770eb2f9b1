import * as Y from 'yjs'
import type { EnvelopePlace } from '../crypto/envelope.ts'
import type { SessionNonce } from '../crypto/ids.ts'
import type { MakeEnvelope } from './documentLog.ts'
import { eraseLocally } from './eraseLocally.ts'
import type { EnvelopePlacer } from './placeEnvelope.ts'
import { logRoot } from './readStruct.ts'

/** The origin of what this replica writes itself. */
export const localOrigin = 'local'

export interface Writer {
  readonly client: number
  readonly session: SessionNonce
  readonly placer: EnvelopePlacer
}

/**
 * Writes envelopes at the end of the log in one transaction, and deletes what they erase in the same. All are made and
 * checked before the first is written: Yjs has no rollback.
 * @throws {Error} when a maker returns no envelope for its place, or the document no longer writes as `writer`: bugs.
 */
export const appendEnvelopes = (
  doc: Y.Doc,
  writer: Writer,
  makers: readonly MakeEnvelope[],
): readonly EnvelopePlace[] =>
  doc.transact(transaction => {
    if (doc.clientID !== writer.client) throw new Error('something from outside wrote under this session')
    const first = Y.getState(doc.store, writer.client)
    const places = makers.map((_, index): EnvelopePlace => ({ session: writer.session, clock: first + index }))
    const written = makers.map((make, index) => {
      const clock = first + index
      const bytes = make({ session: writer.session, clock })
      const placed = writer.placer.place(bytes, { client: writer.client, clock })
      if (!placed.ok) throw new Error(`not an envelope of its place: ${placed.error.kind}`)
      return { bytes, erases: placed.value.erases }
    })
    const log = doc.getArray<Uint8Array>(logRoot)
    // `push` would walk the whole list to its end; `insert` uses Yjs's search markers.
    log.insert(
      log.length,
      written.map(({ bytes }) => bytes),
    )
    for (const { erases } of written) eraseLocally(transaction, erases)
    return places
  }, localOrigin)
