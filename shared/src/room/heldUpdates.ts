import { emptyErasures } from './erasures.ts'
import type { InspectedDocument, Inspection } from './inspectUpdate.ts'
import type { ReadUpdate } from './readUpdate.ts'
import { emptyUnprovenRuns } from './unprovenRuns.ts'
import { endOf, type StructId } from './updateStruct.ts'

/**
 * Updates of one link that wait, in order, because one of them holds tombstones whose erasure has not come yet. Applied too
 * early, a tombstone could hide somebody's entry for ever: replicas with equal state vectors do not compare contents.
 */
export interface HeldUpdates {
  /** The document as it will be with what is held: what the next update of this link is inspected against. */
  readonly document: InspectedDocument
  /**
   * In the order they came, with empty delete sets, to be read again. Not what was read: a tombstone of 4 bytes is a struct of
   * 130. And copies: what came is a view of whatever the socket read at once, 64 KiB for a frame of 20 bytes.
   */
  readonly updates: readonly Uint8Array[]
  /** What it costs in memory, never less (`heldCosts`). */
  readonly bytes: number
  hold(update: ReadUpdate, inspection: Inspection): void
  /** A tombstone that is neither proven by now nor in the document already; `null` when nothing waits any more. */
  firstUnproven(): StructId | null
}

/**
 * Bytes that are counted for what is remembered besides the updates' own, measured with Node 24 and rounded up: 310 for an array with
 * its buffer and what admitting it leaves behind, 53 for the end of a client that each struct may bring, 106 for a run, 350 for an
 * erased place of a client of its own.
 */
export const heldCosts = { update: 512, struct: 64, run: 128, erased: 400 } as const

export const emptyHeldUpdates = (document: InspectedDocument): HeldUpdates => {
  const erasures = emptyErasures(document.erasures)
  const ends = new Map<number, number>()
  const updates: Uint8Array[] = []
  const unproven = emptyUnprovenRuns()
  let bytes = 0
  const stateOf = (client: number): number => Math.max(document.stateOf(client), ends.get(client) ?? 0)
  return {
    document: { ...document, erasures, stateOf },
    updates,
    get bytes() {
      return bytes + unproven.count * heldCosts.run
    },
    hold(update, inspection) {
      // A link that comes back begins again where the document stands, and repeats what is held.
      if (!inspection.news) return
      // One byte more: the empty delete set.
      const copy = new Uint8Array(update.structBytes.length + 1)
      copy.set(update.structBytes)
      updates.push(copy)
      bytes += copy.length + heldCosts.update
      for (const { erases } of inspection.envelopes) {
        erasures.add(erases)
        bytes += erases.length * heldCosts.erased
      }
      for (const [client, list] of update.structs) {
        bytes += list.length * heldCosts.struct
        const last = list.at(-1)
        if (last) ends.set(client, Math.max(endOf(last), ends.get(client) ?? 0))
      }
      unproven.add(inspection.unproven)
    },
    firstUnproven: () => unproven.first({ stateOf: document.stateOf, erasures }),
  }
}
