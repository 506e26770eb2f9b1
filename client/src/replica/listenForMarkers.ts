import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { Awareness } from 'y-protocols/awareness'
import type { RoomReading } from './roomReading.ts'

interface MarkerState {
  readonly marker?: { readonly account?: unknown; readonly sealed?: unknown }
}

/** Reads the markers that open peers show in their presence. Anybody can put anything there: `hear` believes only signatures. */
export const listenForMarkers = (awareness: Awareness, reading: Pick<RoomReading, 'hear'>): (() => void) => {
  const hear = ({ added, updated }: { added: number[]; updated: number[] }): void => {
    for (const client of [...added, ...updated]) {
      const { marker } = (awareness.getStates().get(client) ?? {}) as MarkerState
      if (typeof marker?.account !== 'string' || typeof marker.sealed !== 'string') continue
      if (client !== awareness.clientID) reading.hear(marker.account as AccountId, marker.sealed)
    }
  }
  awareness.on('change', hear)
  return () => awareness.off('change', hear)
}

export const showMarker = (awareness: Awareness, account: AccountId, sealed: string): void =>
  awareness.setLocalState({ marker: { account, sealed } })
