import type { Person, Room } from '@sarangbang/shared/api/index.ts'
import { fromBase64url } from '@sarangbang/shared/crypto/base64url.ts'
import type { AccountId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { roomIdOf } from '@sarangbang/shared/crypto/roomIdOf.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import { agreementKeyOf } from './agreementKeyOf.ts'

/** A room as this device believes it to be: nothing in it rests on the relay's word alone. */
export interface RoomDescriptor {
  readonly id: RoomId
  readonly kind: 'self' | 'direct'
  readonly createdMs: number
  /** Who may read and write, by the room's own id. */
  readonly founders: readonly AccountId[]
  /**
   * X25519 keys that the accounts themselves have signed; absent for an account that is gone, or whose key it has not signed. Checked
   * when first asked for: a list of rooms needs none of them.
   */
  readonly agreementKeys: ReadonlyMap<AccountId, Uint8Array>
  /** The other one, or myself in `self`. An account that is gone has an empty handle and nickname. */
  readonly other: Person
}

export type RoomFault =
  /** Kind, founders and nonce do not make this id: somebody tries to pass one room for another. */
  { readonly kind: 'room-id-mismatch' } | { readonly kind: 'not-a-founder' }

const goneAccount = (account: AccountId): Person => ({
  keys: { account, agreement: '', signature: '' },
  handle: '',
  nickname: '',
})

/** A member who is no founder cannot be in such a room, whatever the relay says: not sealed to, not listened to. */
const signedKeys = (room: Room, founders: readonly AccountId[]): ReadonlyMap<AccountId, Uint8Array> => {
  const signed = new Map<AccountId, Uint8Array>()
  for (const { keys } of room.members) {
    const key = founders.includes(keys.account) ? agreementKeyOf(keys) : null
    if (key !== null) signed.set(keys.account, key)
  }
  return signed
}

/** @param room as the relay tells it */
export const describeRoom = (room: Room, me: AccountId): Result<RoomDescriptor, RoomFault> => {
  const founders = room.founders ?? room.members.map(member => member.keys.account)
  const nonce = fromBase64url(room.nonce)
  if (nonce === null || roomIdOf({ kind: room.kind, founders, nonce }) !== room.id)
    return fail({ kind: 'room-id-mismatch' })
  if (!founders.includes(me)) return fail({ kind: 'not-a-founder' })
  let agreementKeys: ReadonlyMap<AccountId, Uint8Array> | null = null
  const otherId = founders.find(account => account !== me) ?? me
  return ok({
    id: room.id,
    kind: room.kind,
    createdMs: room.createdMs,
    founders,
    get agreementKeys() {
      return (agreementKeys ??= signedKeys(room, founders))
    },
    other: room.members.find(({ keys }) => keys.account === otherId) ?? goneAccount(otherId),
  })
}
