import * as Y from 'yjs'
import type { DocumentLog } from './documentLog.ts'
import { cutStruct, type StructsByClient, type UpdateStruct } from './updateStruct.ts'

/**
 * What a document holds beyond a state: per client the structs from that clock on. Ends a client's list at the first
 * tombstone nobody could prove to the reader, and everything that builds on it then waits until this replica knows more.
 *
 * @param state - Per client the first clock the reader does not have.
 */
export const structsSince = (
  { doc, proofOf }: Pick<DocumentLog, 'doc' | 'proofOf'>,
  state: ReadonlyMap<number, number>,
): StructsByClient => {
  const byClient = new Map<number, readonly UpdateStruct[]>()
  for (const [client, structs] of doc.store.clients) {
    const from = state.get(client) ?? 0
    if (from >= Y.getState(doc.store, client)) continue
    const list: UpdateStruct[] = []
    for (let at = Y.findIndexSS(structs, from); at < structs.length; at++) {
      const struct = structOf(structs[at])
      const fresh = struct && struct.clock < from ? cutStruct(struct, from) : struct
      const provable = fresh && (fresh.content ? fresh : provenPart(fresh, proofOf))
      if (provable) list.push(provable)
      if (!provable || provable.length < (fresh?.length ?? 0)) break
    }
    if (list.length > 0) byClient.set(client, list)
  }
  return byClient
}

const structOf = (item: unknown): UpdateStruct | null => {
  if (!(item instanceof Y.Item)) return null
  const content: unknown = item.content
  const { id, length, origin, rightOrigin } = item
  const place = { client: id.client, clock: id.clock, length, origin, rightOrigin }
  if (content instanceof Y.ContentBinary) return { ...place, content: content.content }
  return content instanceof Y.ContentDeleted ? { ...place, content: null } : null
}

const provenPart = (struct: UpdateStruct, proofOf: DocumentLog['proofOf']): UpdateStruct | null => {
  let length = 0
  while (length < struct.length && proofOf(struct.client, struct.clock + length)) length++
  return length > 0 ? cutStruct(struct, struct.clock, length) : null
}
