import type { StructId } from './updateStruct.ts'

/** What has been erased in a document by its authors, as far as their erase envelopes are known. */
export interface Erasures {
  add(targets: readonly StructId[]): void
  /** Whether a clock was erased, whether or not the envelope that stood there ever came. */
  has(client: number, clock: number): boolean
}

/** @param below - Further erasures that count as well, and are not changed. */
export const emptyErasures = (below?: Pick<Erasures, 'has'>): Erasures => {
  const byClient = new Map<number, Set<number>>()
  return {
    add(targets) {
      for (const { client, clock } of targets) {
        const clocks = byClient.get(client)
        if (clocks) clocks.add(clock)
        else byClient.set(client, new Set([clock]))
      }
    },
    has: (client, clock) => byClient.get(client)?.has(clock) === true || below?.has(client, clock) === true,
  }
}
