import * as Y from 'yjs'
import { dependencyOrder } from './dependencyOrder.ts'
import type { DocumentLog } from './documentLog.ts'
import { structsSince } from './structsSince.ts'
import { emptyPiece, type Piece } from './updatePiece.ts'
import { cutStruct, endOf, type UpdateStruct } from './updateStruct.ts'

/** 256 KiB: far below a socket's 1 MiB, so a large backlog arrives in pieces instead of reconnecting for ever (design.md §5). */
export const splitBytes = 256 * 1024

/**
 * What a replica at `stateVector` lacks, as updates that may be admitted one after the other: each prefix leaves nothing
 * pending, and each update brings the proofs of its tombstones where their erasures only come later. Empty delete sets.
 *
 * @param stateVector - As Yjs encodes it; trusted less: a malformed one is answered with nothing.
 * @param maxBytes - Of one update. A single envelope larger than this goes alone.
 */
export const splitUpdate = (
  log: Pick<DocumentLog, 'doc' | 'proofOf'>,
  stateVector: Uint8Array,
  maxBytes = splitBytes,
): Uint8Array[] => {
  const state = readStateVector(stateVector)
  if (!state) return []
  const updates: Uint8Array[] = []
  let piece: Piece = emptyPiece(log.proofOf, state)
  const finish = (): void => {
    if (piece.isEmpty()) return
    updates.push(piece.write())
    for (const [client, clock] of piece.ends()) state.set(client, clock)
    piece = emptyPiece(log.proofOf, state)
  }
  for (const struct of dependencyOrder(structsSince(log, state)).ordered) {
    for (const part of partsOf(struct, log.proofOf, maxBytes / 2)) {
      if (piece.bytesWith(part) > maxBytes) finish()
      piece.add(part)
    }
  }
  finish()
  return updates
}

const readStateVector = (bytes: Uint8Array): Map<number, number> | null => {
  try {
    return new Map(Y.decodeStateVector(bytes))
  } catch {
    // lib0 throws at the end of the bytes; what a peer sends may end anywhere.
    return null
  }
}

/** A long run of tombstones may rest on thousands of erasures, so it is cut where their bytes reach the bound. */
function* partsOf(
  struct: UpdateStruct,
  proofOf: DocumentLog['proofOf'],
  maxProofBytes: number,
): Generator<UpdateStruct> {
  if (struct.content) return yield struct
  let from = struct.clock
  let bytes = 0
  for (let clock = from; clock < endOf(struct); clock++) {
    const proof = proofOf(struct.client, clock)
    const counts = proof && proof !== proofOf(struct.client, clock - 1) ? proof.bytes.length : 0
    if (bytes + counts > maxProofBytes && clock > from) {
      yield cutStruct(struct, from, clock - from)
      from = clock
      bytes = 0
    }
    bytes += counts
  }
  yield cutStruct(struct, from)
}
