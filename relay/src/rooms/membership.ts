import type { AccountId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { parseDocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { RoomRecords } from '../store/rooms.ts'

/** Somebody may no longer do what they could a moment ago. Told after the store has it. */
export type Revocation =
  /** The account withdrew: everything of it closes. */
  | { readonly kind: 'account'; readonly account: AccountId }
  /** One session ended: sockets opened by it close, others stay. */
  | { readonly kind: 'session'; readonly account: AccountId; readonly session: string }
  /** The account is no member of this room any more. */
  | { readonly kind: 'member'; readonly account: AccountId; readonly room: RoomId }

/** Who may open which document, and who no longer may. */
export interface Membership {
  /**
   * Asked once for each socket. Whoever opens something by the answer listens to `onRevoked` *before* asking, or a revocation in
   * between is missed. Unknown rooms and names that are no document's are `false` too.
   */
  canOpen(account: AccountId, documentName: string): Promise<boolean>
  isMember(account: AccountId, room: RoomId): Promise<boolean>
  /** Members of a room now; empty for an unknown one. */
  members(room: RoomId): Promise<readonly AccountId[]>
  /** Returns how to stop listening. A listener must not throw. */
  onRevoked(listener: (revocation: Revocation) => void): () => void
  /** Called by whoever made a room or added a member to one, after the store has it: from then on the new ones may open it. */
  admitted(room: RoomId): void
  /** Called by whoever ended a session, withdrew an account or removed a member, after the store has it. */
  revoke(revocation: Revocation): void
}

/** Rooms whose members are remembered: asked for at every durable write and by every socket. About 250 bytes each. */
const maxRememberedRooms = 10_000

export const makeMembership = (rooms: RoomRecords): Membership => {
  const listeners = new Set<(revocation: Revocation) => void>()
  /** Whoever changes who is in a room says so, by `admitted` or `revoke`. */
  const membersByRoom = new Map<RoomId, readonly AccountId[]>()
  let changes = 0
  const forget = (revocation: Revocation) => {
    changes += 1
    if (revocation.kind === 'member') membersByRoom.delete(revocation.room)
    if (revocation.kind !== 'account') return
    for (const [room, members] of membersByRoom) if (members.includes(revocation.account)) membersByRoom.delete(room)
  }
  const members = async (room: RoomId): Promise<readonly AccountId[]> => {
    const remembered = membersByRoom.get(room)
    if (remembered) return remembered
    const before = changes
    const read = await rooms.members(room)
    // What was read before a change may be what was before it.
    if (before !== changes || read.length === 0) return read
    if (membersByRoom.size >= maxRememberedRooms) membersByRoom.clear()
    membersByRoom.set(room, read)
    return read
  }
  return {
    async canOpen(account, documentName) {
      const place = parseDocumentName(documentName)
      return place !== null && (await members(place.room)).includes(account)
    },
    isMember: (account, room) => rooms.isMember(room, account),
    members,
    onRevoked(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    admitted(room) {
      changes += 1
      membersByRoom.delete(room)
    },
    revoke(revocation) {
      forget(revocation)
      for (const listener of listeners) listener(revocation)
    },
  }
}
