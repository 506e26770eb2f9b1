import * as Y from 'yjs'
import type { EnvelopePlace } from '../crypto/envelope.ts'
import type { LogChange, Refusal } from './documentLog.ts'
import type { Erasures } from './erasures.ts'
import type { LiveEnvelopes } from './liveEnvelopes.ts'
import type { EnvelopePlacer, PlacedEnvelope } from './placeEnvelope.ts'
import type { StructId } from './updateStruct.ts'

/** What this replica knows of a document besides the document itself. */
export interface LogMemory {
  readonly live: LiveEnvelopes
  readonly erasures: Erasures
  readonly placer: EnvelopePlacer
}

/** What is new in a document, from Yjs's own account of a transaction. */
export interface DocumentChange {
  /** Per client the first clock not there before and not there after. */
  readonly before: ReadonlyMap<number, number>
  readonly after: ReadonlyMap<number, number>
  /** Runs of clocks deleted. */
  readonly deleted: ReadonlyMap<number, readonly { readonly clock: number; readonly len: number }[]>
}

export interface Learnt extends Omit<LogChange, 'origin'> {
  /** Envelopes that signed erasures name and that stand in the document still: to be deleted next. */
  readonly toErase: readonly StructId[]
  /** Structs that hold no envelope of this document. Only a store or another tab can bring them; they are not shown. */
  readonly unreadable: readonly { readonly at: StructId; readonly refusal: Refusal }[]
}

/**
 * Brings the memory up to a document, however the change came: by admission, from y-indexeddb, from another tab or by own
 * writing. Looks at what is new alone (Yjs's own event would walk the whole array), so loading 10,000 entries is linear.
 */
export const learnTransaction = (doc: Y.Doc, change: DocumentChange, memory: LogMemory): Learnt => {
  const { live, erasures, placer } = memory
  const unreadable: { at: StructId; refusal: Refusal }[] = []
  const placed: { item: Y.Item; placed: PlacedEnvelope }[] = []
  const toErase: StructId[] = []
  const erased: EnvelopePlace[] = []
  const takeOut = ({ client, clock }: StructId): void => {
    const envelope = live.remove(client, clock)
    if (envelope) erased.push({ session: envelope.session, clock })
  }
  for (const item of newItems(doc, change)) {
    const read = placer.place(item.content.content, item.id)
    if (read.ok) placed.push({ item, placed: read.value })
    else unreadable.push({ at: item.id, refusal: read.error })
  }
  for (const {
    placed: { erases },
  } of placed) {
    erasures.add(erases)
    for (const target of erases) {
      if (live.get(target.client, target.clock)?.kind !== 'sealed') continue
      takeOut(target)
      toErase.push(target)
    }
  }
  const added = placed.filter(({ item, placed: { envelope, client, clock } }) => {
    if (item.deleted) return false
    const isErased = envelope.kind === 'sealed' && erasures.has(client, clock)
    if (isErased) toErase.push({ client, clock })
    else live.add(client, clock, envelope)
    return !isErased
  })
  for (const [client, runs] of change.deleted) {
    for (const { clock, len } of runs) for (let at = clock; at < clock + len; at++) takeOut({ client, clock: at })
  }
  return { added: added.map(({ placed }) => placed.envelope), erased, toErase, unreadable }
}

type BinaryItem = Y.Item & { readonly content: Y.ContentBinary }
const isBinary = (struct: unknown): struct is BinaryItem =>
  struct instanceof Y.Item && struct.content instanceof Y.ContentBinary

function* newItems(doc: Y.Doc, { before, after }: DocumentChange): Generator<BinaryItem> {
  for (const [client, end] of after) {
    const from = before.get(client) ?? 0
    const structs = from < end ? doc.store.clients.get(client) : undefined
    if (!structs) continue
    for (let at = Y.findIndexSS(structs, from); at < structs.length; at++) {
      const struct = structs[at]
      if (isBinary(struct)) yield struct
    }
  }
}
