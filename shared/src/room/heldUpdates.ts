import { emptyErasures } from './erasures.ts'
import { isProven, type InspectedDocument, type Inspection } from './inspectUpdate.ts'
import type { ReadUpdate } from './readUpdate.ts'
import { endOf, type UpdateStruct } from './updateStruct.ts'

/**
 * Updates of one link that wait, in order, because one of them holds tombstones whose erasure has not come yet. Applied too
 * early, a tombstone could hide somebody's entry for ever: replicas with equal state vectors do not compare contents.
 */
export interface HeldUpdates {
  /** The document as it will be with what is held: what the next update of this link is inspected against. */
  readonly document: InspectedDocument
  /** In the order they came. */
  readonly updates: readonly ReadUpdate[]
  readonly bytes: number
  hold(update: ReadUpdate, inspection: Inspection): void
  /** A tombstone that is neither proven by now nor in the document already; `null` when nothing waits any more. */
  firstUnproven(): UpdateStruct | null
}

export const emptyHeldUpdates = (document: InspectedDocument): HeldUpdates => {
  const erasures = emptyErasures(document.erasures)
  const ends = new Map<number, number>()
  const updates: ReadUpdate[] = []
  let unproven: readonly UpdateStruct[] = []
  let bytes = 0
  const stateOf = (client: number): number => Math.max(document.stateOf(client), ends.get(client) ?? 0)
  return {
    document: { ...document, erasures, stateOf },
    updates,
    get bytes() {
      return bytes
    },
    hold(update, inspection) {
      // A link that comes back begins again where the document stands, and repeats what is held.
      if (!inspection.news) return
      updates.push(update)
      bytes += update.structBytes.length
      for (const { erases } of inspection.envelopes) erasures.add(erases)
      for (const [client, list] of update.structs) {
        const last = list.at(-1)
        if (last) ends.set(client, Math.max(endOf(last), ends.get(client) ?? 0))
      }
      unproven = [...unproven, ...inspection.unproven]
    },
    firstUnproven() {
      unproven = unproven.filter(
        struct => endOf(struct) > document.stateOf(struct.client) && !isProven(struct, erasures),
      )
      return unproven[0] ?? null
    },
  }
}
