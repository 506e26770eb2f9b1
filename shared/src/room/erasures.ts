import type { StructId } from './updateStruct.ts'

/** The erase envelope that proves a tombstone, and where it stands itself. */
export interface ErasureProof extends StructId {
  readonly bytes: Uint8Array
}

/** What has been erased in a document by its authors, as far as this replica has their erase envelopes. */
export interface Erasures {
  /** Remembers the first proof of each target; a later one changes nothing. */
  learn(targets: readonly StructId[], proof: ErasureProof): void
  /** The erasure of one clock, whether or not the envelope that stood there ever came; `undefined` when there is none. */
  proofOf(client: number, clock: number): ErasureProof | undefined
}

export const emptyErasures = (): Erasures => {
  const byClient = new Map<number, Map<number, ErasureProof>>()
  return {
    learn(targets, proof) {
      for (const { client, clock } of targets) {
        let byClock = byClient.get(client)
        if (!byClock) byClient.set(client, (byClock = new Map()))
        if (!byClock.has(clock)) byClock.set(clock, proof)
      }
    },
    proofOf: (client, clock) => byClient.get(client)?.get(clock),
  }
}
