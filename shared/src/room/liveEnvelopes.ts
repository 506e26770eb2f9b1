import type { Envelope } from '../crypto/envelope.ts'

interface Slot {
  at: number
  readonly client: number
  readonly clock: number
}

/** Every live envelope of a document by its place, and as a list that is copied only after a change. */
export interface LiveEnvelopes {
  add(client: number, clock: number, envelope: Envelope): void
  /** Takes one out; `undefined` when none is live there. */
  remove(client: number, clock: number): Envelope | undefined
  get(client: number, clock: number): Envelope | undefined
  /** In no meaningful order. The list given stays as it is when the document changes. */
  list(): readonly Envelope[]
}

/** Removing moves the last into the gap: constant time, where an ordered list of 100,000 would shift. */
export const emptyLiveEnvelopes = (): LiveEnvelopes => {
  const slots = new Map<number, Map<number, Slot>>()
  const envelopes: Envelope[] = []
  const slotAt: Slot[] = []
  let listed: readonly Envelope[] | null = []
  return {
    add(client, clock, envelope) {
      let ofClient = slots.get(client)
      if (!ofClient) slots.set(client, (ofClient = new Map()))
      if (ofClient.has(clock)) return
      const slot = { at: envelopes.length, client, clock }
      ofClient.set(clock, slot)
      envelopes.push(envelope)
      slotAt.push(slot)
      listed = null
    },
    remove(client, clock) {
      const slot = slots.get(client)?.get(clock)
      if (!slot) return undefined
      slots.get(client)?.delete(clock)
      const removed = envelopes[slot.at]
      const lastEnvelope = envelopes.pop()
      const lastSlot = slotAt.pop()
      if (lastEnvelope && lastSlot && lastSlot !== slot) {
        envelopes[slot.at] = lastEnvelope
        slotAt[slot.at] = lastSlot
        lastSlot.at = slot.at
      }
      listed = null
      return removed
    },
    get(client, clock) {
      const slot = slots.get(client)?.get(clock)
      return slot && envelopes[slot.at]
    },
    list: () => (listed ??= envelopes.slice()),
  }
}
