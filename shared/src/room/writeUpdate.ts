import * as encoding from 'lib0/encoding'
import { contentKind, logRoot, structFlag } from './readStruct.ts'
import type { StructId, StructsByClient, UpdateStruct } from './updateStruct.ts'

/** What an update costs at most besides its blocks: the numbers of clients and of deletions. */
export const frameBytes = 10
/** What a block of one client costs at most besides its structs: count, client and first clock as varuints. */
export const maxBlockBytes = 24
/** What a struct costs at most besides its content: info, two origins of two varuints, root, a length. */
export const maxStructBytes = 50

/**
 * Writes a V1 update with an empty delete set, as `readUpdate` describes it. The largest client first, as Yjs does: its readers do not
 * mind, but `Y.mergeUpdates` silently loses what comes in another order.
 */
export const writeUpdate = (structs: StructsByClient): Uint8Array => {
  const to = encoding.createEncoder()
  encoding.writeVarUint(to, structs.size)
  for (const [client, list] of [...structs].sort(([a], [b]) => b - a)) {
    encoding.writeVarUint(to, list.length)
    encoding.writeVarUint(to, client)
    encoding.writeVarUint(to, list[0]?.clock ?? 0)
    for (const struct of list) writeStruct(to, struct)
  }
  encoding.writeVarUint(to, 0)
  return encoding.toUint8Array(to)
}

const writeStruct = (to: encoding.Encoder, { origin, rightOrigin, content, length }: UpdateStruct): void => {
  const kind = content ? contentKind.binary : contentKind.deleted
  encoding.writeUint8(to, kind | (origin ? structFlag.origin : 0) | (rightOrigin ? structFlag.rightOrigin : 0))
  if (origin) writeId(to, origin)
  if (rightOrigin) writeId(to, rightOrigin)
  if (!origin && !rightOrigin) {
    encoding.writeVarUint(to, 1)
    encoding.writeVarString(to, logRoot)
  }
  if (content) encoding.writeVarUint8Array(to, content)
  else encoding.writeVarUint(to, length)
}

const writeId = (to: encoding.Encoder, id: StructId): void => {
  encoding.writeVarUint(to, id.client)
  encoding.writeVarUint(to, id.clock)
}
