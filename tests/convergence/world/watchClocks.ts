import { messageSync, syncStep1 } from '@sarangbang/client/src/replica/link/syncFrames.ts'
import { readUpdate } from '@sarangbang/shared/room/readUpdate.ts'
import * as decoding from 'lib0/decoding'
import type { Flight } from './network.ts'

/**
 * Reads along on the network: wherever two frames hold something under one clientID and clock, it is the same. A device that was put
 * back to an older state and wrote on under its old clientID would break this, and with it every replica, at equal state vectors.
 */
export const watchClocks = () => {
  const contents = new Map<string, string>()
  const looked = new WeakSet<Flight>()
  return {
    look: (flights: readonly Flight[]): void => {
      for (const flight of flights) {
        if (looked.has(flight)) continue
        looked.add(flight)
        const decoder = decoding.createDecoder(flight.frame)
        if (decoding.readVarUint(decoder) !== messageSync || decoding.readVarUint(decoder) === syncStep1) continue
        const update = readUpdate(decoding.readVarUint8Array(decoder))
        if (!update.ok) throw new Error(`${flight.from.label} sent what is no update: ${JSON.stringify(update.error)}`)
        for (const { client, clock, content } of [...update.value.structs.values()].flat()) {
          if (content === null) continue
          const place = `${flight.document}/${client}:${clock}`
          const text = content.join()
          if ((contents.get(place) ?? text) !== text)
            throw new Error(`${flight.from.label} wrote a second thing at ${place}`)
          contents.set(place, text)
        }
      }
    },
  }
}
