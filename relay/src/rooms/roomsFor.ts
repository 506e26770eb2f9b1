import type { Person } from '@sarangbang/shared/api/field.ts'
import type { Room } from '@sarangbang/shared/api/rooms.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { StoredRoom } from '../store/rooms.ts'
import type { Records } from '../store/store.ts'

/** Rooms as their members see them, in the given order. Founders who withdrew are among `founders`, not among `members`. */
export const roomsFor = async ({ accounts }: Records, rooms: readonly StoredRoom[]): Promise<Room[]> => {
  const people = await accounts.people([...new Set(rooms.flatMap(room => room.founders))])
  const isHere = (person: Person | undefined): person is Person => person !== undefined
  const here = (founders: readonly AccountId[]) => founders.map(founder => people.get(founder)).filter(isHere)
  // Members of `self` and `direct` rooms are their founders, as long as these have accounts.
  return rooms.map(({ id, kind, nonce, founders, createdMs }) => ({
    id,
    kind,
    nonce,
    members: here(founders),
    founders: [...founders],
    createdMs,
  }))
}
