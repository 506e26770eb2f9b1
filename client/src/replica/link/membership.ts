import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { RoomDescriptor } from '../describeRoom.ts'
import type { DirectoryState } from '../directory.ts'
import type { Watched } from '../watched.ts'

/** Whose devices may be linked directly in one room. */
export interface Membership {
  has(account: AccountId): boolean
  /** Calls `listener` after each change. Returns what stops it. */
  watch(listener: () => void): () => void
}

/**
 * The founders of a room of two, as far as the relay still names them: it cannot add anybody, as the room's own id says who its founders
 * are, but whoever left or withdrew his account it names no longer. A room it does not tell of any more is nobody's.
 */
export const membershipOf = (
  { id, founders }: Pick<RoomDescriptor, 'id' | 'founders'>,
  directory: Watched<Pick<DirectoryState, 'rooms'>>,
): Membership => ({
  has: account =>
    founders.includes(account) &&
    (directory.value.rooms.get(id)?.members.some(({ keys }) => keys.account === account) ?? false),
  watch: listener => {
    let told = directory.value.rooms.get(id)
    return directory.watch(({ rooms }) => {
      if (rooms.get(id) === told) return
      told = rooms.get(id)
      listener()
    })
  },
})
