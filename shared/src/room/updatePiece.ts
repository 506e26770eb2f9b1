import type { DocumentLog } from './documentLog.ts'
import type { ErasureProof } from './erasures.ts'
import { endOf, type UpdateStruct } from './updateStruct.ts'
import { maxBlockBytes, maxStructBytes, writeUpdate } from './writeUpdate.ts'

/** One update in the making: structs in an order that can be integrated, and the proofs its tombstones need. */
export interface Piece {
  isEmpty(): boolean
  /** An upper bound of what it would weigh with one more struct. */
  bytesWith(struct: UpdateStruct): number
  add(struct: UpdateStruct): void
  write(): Uint8Array
  /** Per client the first clock after this piece. */
  ends(): Iterable<readonly [client: number, clock: number]>
}

/** A proof's bytes and the varuint of its length. */
const proofBytes = (proof: ErasureProof): number => proof.bytes.length + 4
/** The three counts of an update: clients, deletes, proofs. */
const frameBytes = 15

/** @param state - What the reader has already: a proof that stands there need not travel. */
export const emptyPiece = (proofOf: DocumentLog['proofOf'], state: ReadonlyMap<number, number>): Piece => {
  const structs = new Map<number, UpdateStruct[]>()
  const proofs = new Set<ErasureProof>()
  let bytes = frameBytes
  const endsOf = (client: number): number => {
    const last = structs.get(client)?.at(-1)
    return last ? endOf(last) : (state.get(client) ?? 0)
  }
  const needed = (struct: UpdateStruct): Set<ErasureProof> => {
    const found = new Set<ErasureProof>()
    for (let clock = struct.clock; !struct.content && clock < endOf(struct); clock++) {
      const proof = proofOf(struct.client, clock)
      if (proof && proof.clock >= endsOf(proof.client) && !proofs.has(proof)) found.add(proof)
    }
    return found
  }
  const costOf = (struct: UpdateStruct): number => {
    let cost = maxStructBytes + (struct.content?.length ?? 0) + (structs.has(struct.client) ? 0 : maxBlockBytes)
    for (const proof of needed(struct)) cost += proofBytes(proof)
    return cost
  }
  return {
    isEmpty: () => structs.size === 0,
    bytesWith: struct => bytes + costOf(struct),
    add(struct) {
      bytes += costOf(struct)
      for (const proof of needed(struct)) proofs.add(proof)
      const list = structs.get(struct.client)
      if (list) list.push(struct)
      else structs.set(struct.client, [struct])
    },
    write() {
      // An erasure that came into the same piece after its target stands there itself.
      const beside = [...proofs].filter(proof => proof.clock >= endsOf(proof.client))
      return writeUpdate(
        structs,
        beside.map(proof => proof.bytes),
      )
    },
    *ends() {
      for (const client of structs.keys()) yield [client, endsOf(client)]
    },
  }
}
