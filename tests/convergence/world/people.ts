import { createIdentity, type Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import { createRoomKey } from '@sarangbang/shared/crypto/roomKey.ts'
import { roomIdOf } from '@sarangbang/shared/crypto/roomIdOf.ts'
import type { RoomDescriptor } from '@sarangbang/client/src/replica/describeRoom.ts'
import { seededBytes } from '@sarangbang/shared/crypto/seededBytes.ts'

export type PersonName = 'alice' | 'bob'
export const people: Readonly<Record<PersonName, Identity>> = {
  alice: createIdentity(seededBytes('alice')),
  bob: createIdentity(seededBytes('bob')),
}
const { alice, bob } = people

/** Nobody of the room: what is signed by this one is forged, or a stranger's. */
export const vandal = createIdentity(seededBytes('vandal'))
export const vandalKey = createRoomKey(seededBytes('key of the vandal'))

export const room: RoomDescriptor = {
  id: roomIdOf({ kind: 'direct', founders: [alice.account, bob.account], nonce: seededBytes('nonce')(16) }),
  kind: 'direct',
  createdMs: Date.UTC(2026, 0, 1),
  founders: [alice.account, bob.account],
  agreementKeys: new Map([alice, bob].map(({ account, agreement }) => [account, agreement.public])),
  other: { keys: { account: bob.account, agreement: '', signature: '' }, handle: 'bob', nickname: 'Bob' },
}
