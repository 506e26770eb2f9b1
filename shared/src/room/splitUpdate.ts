import * as Y from 'yjs'
import { dependencyOrder } from './dependencyOrder.ts'
import type { DocumentLog } from './documentLog.ts'
import { structsSince } from './structsSince.ts'
import type { UpdateStruct } from './updateStruct.ts'
import { frameBytes, maxBlockBytes, maxStructBytes, writeUpdate } from './writeUpdate.ts'

/** 256 KiB: far below a socket's 1 MiB, so a large backlog arrives in pieces instead of reconnecting for ever (design.md §5). */
export const splitBytes = 256 * 1024

/**
 * What a replica at `stateVector` lacks, as updates for one after the other: each prefix can be integrated and leaves nothing
 * pending. Their delete sets are empty.
 *
 * @param stateVector - As Yjs encodes it; trusted less: a malformed one is answered with nothing.
 * @param maxBytes - Of one update. A single envelope larger than this goes alone.
 */
export const splitUpdate = (
  { doc }: Pick<DocumentLog, 'doc'>,
  stateVector: Uint8Array,
  maxBytes = splitBytes,
): Uint8Array[] => {
  const state = readStateVector(stateVector)
  if (!state) return []
  const updates: Uint8Array[] = []
  let piece = new Map<number, UpdateStruct[]>()
  let bytes = frameBytes
  for (const struct of dependencyOrder(structsSince(doc, state)).ordered) {
    const cost = maxStructBytes + (struct.content?.length ?? 0)
    if (piece.size > 0 && bytes + cost + maxBlockBytes > maxBytes) {
      updates.push(writeUpdate(piece))
      piece = new Map()
      bytes = frameBytes
    }
    const list = piece.get(struct.client)
    if (list) list.push(struct)
    else piece.set(struct.client, [struct])
    bytes += cost + (list ? 0 : maxBlockBytes)
  }
  if (piece.size > 0) updates.push(writeUpdate(piece))
  return updates
}

const readStateVector = (bytes: Uint8Array): ReadonlyMap<number, number> | null => {
  try {
    return Y.decodeStateVector(bytes)
  } catch {
    // lib0 throws at the end of the bytes; what a peer sends may end anywhere.
    return null
  }
}
