import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { RelayWork } from './relayWork.ts'
import type { Outbox } from './store/outbox.ts'

/**
 * Asks for my marker of a room to be told to the relay. Two records, because one that is just being done may have read the marker
 * before it moved, and a key that is there already is left as it is: of two done one after the other, the second begins after
 * this. It costs no call, where there is nothing left to tell.
 */
export const queueMarker = async (
  outbox: Pick<Outbox<RelayWork>, 'put'>,
  room: RoomId,
  nowMs: number,
): Promise<void> => {
  for (const key of [`marker/${room}`, `marker/${room}/again`]) {
    await outbox.put(key, { kind: 'marker', payload: { room } }, nowMs)
  }
}
