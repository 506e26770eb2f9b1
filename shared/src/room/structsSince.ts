import * as Y from 'yjs'
import { cutStruct, type StructsByClient, type UpdateStruct } from './updateStruct.ts'

/**
 * What a document holds beyond a state: per client the structs from that clock on.
 *
 * @param state - Per client the first clock the reader does not have.
 */
export const structsSince = (doc: Y.Doc, state: ReadonlyMap<number, number>): StructsByClient => {
  const byClient = new Map<number, readonly UpdateStruct[]>()
  for (const [client, structs] of doc.store.clients) {
    const from = state.get(client) ?? 0
    if (from >= Y.getState(doc.store, client)) continue
    const list: UpdateStruct[] = []
    for (let at = Y.findIndexSS(structs, from); at < structs.length; at++) {
      const struct = structOf(structs[at])
      // Only a damaged store holds anything else; what comes after it has a gap before it and would be refused.
      if (!struct) break
      list.push(struct.clock < from ? cutStruct(struct, from) : struct)
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
