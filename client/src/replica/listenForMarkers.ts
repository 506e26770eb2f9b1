import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { Awareness } from 'y-protocols/awareness'
import type { RoomReading } from './roomReading.ts'

interface MarkerState {
  readonly marker?: { readonly account?: unknown; readonly sealed?: unknown }
}

/**
 * Each may cost a signature, 3–12 ms on a phone, and one message shows sixteen. A person's devices are a few, and one that reads on shows
 * its newest when its turn comes.
 */
const maxHeardAtOnce = 4
const everyMs = 1_000
/** A marker has some 220 bytes; the relay's slot takes 1,024, which is 1,366 characters. */
const maxSealedLength = 1_366

/**
 * Reads the markers that open peers show in their presence, four in a second, whose turn it is. Anybody can put anything there: `hear`
 * believes only signatures. Clients wait in the order in which they first showed something, so nobody's flood keeps another waiting for ever;
 * those waiting are among those present (boundedAwareness.ts).
 */
export const listenForMarkers = (awareness: Awareness, reading: Pick<RoomReading, 'hear'>): (() => void) => {
  const waiting = new Set<number>()
  let left = maxHeardAtOnce
  let timer: ReturnType<typeof setTimeout> | undefined

  const markerOf = (client: number): { readonly account: AccountId; readonly sealed: string } | null => {
    const { marker } = (awareness.getStates().get(client) ?? {}) as MarkerState
    if (typeof marker?.account !== 'string' || typeof marker.sealed !== 'string') return null
    if (marker.sealed.length > maxSealedLength) return null
    return { account: marker.account as AccountId, sealed: marker.sealed }
  }
  const hearSome = (): void => {
    for (const client of waiting) {
      if (left === 0) break
      waiting.delete(client)
      const marker = markerOf(client)
      if (marker === null) continue
      left--
      timer ??= setTimeout(begin, everyMs)
      reading.hear(marker.account, marker.sealed)
    }
  }
  const begin = (): void => {
    timer = undefined
    left = maxHeardAtOnce
    hearSome()
  }
  const changed = ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>): void => {
    for (const client of [...added, ...updated]) if (client !== awareness.clientID) waiting.add(client)
    for (const client of removed) waiting.delete(client)
    hearSome()
  }
  awareness.on('change', changed)
  return () => {
    awareness.off('change', changed)
    clearTimeout(timer)
  }
}

export const showMarker = (awareness: Awareness, account: AccountId, sealed: string): void =>
  awareness.setLocalState({ marker: { account, sealed } })
