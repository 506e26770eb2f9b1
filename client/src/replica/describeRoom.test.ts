import type { Room } from '@sarangbang/shared/api/index.ts'
import { accountKeysOf } from '@sarangbang/shared/crypto/accountKeysOf.ts'
import { toBase64url } from '@sarangbang/shared/crypto/base64url.ts'
import type { Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import { alice, bob, vandal } from '@sarangbang/shared/room/logMember.fixture.ts'
import { expect, test } from 'vitest'
import { describeRoom } from './describeRoom.ts'
import { aliceAndBob, nonceBytes } from './roomBench.fixture.ts'

const personOf = (identity: Identity) => ({ keys: accountKeysOf(identity), handle: 'h', nickname: 'n' })
const told: Room = {
  id: aliceAndBob.id,
  kind: 'direct',
  nonce: toBase64url(nonceBytes),
  members: [personOf(alice), personOf(bob)],
  createdMs: 1,
}

test('a room is who its id says: another nonce, kind or founder is another room', () => {
  expect(describeRoom(told, alice.account).ok).toBe(true)
  const mismatch = { ok: false, error: { kind: 'room-id-mismatch' } }
  expect(describeRoom({ ...told, nonce: toBase64url(new Uint8Array(16)) }, alice.account)).toEqual(mismatch)
  expect(describeRoom({ ...told, nonce: '?' }, alice.account)).toEqual(mismatch)
  expect(describeRoom({ ...told, members: [personOf(alice), personOf(vandal)] }, alice.account)).toEqual(mismatch)
  expect(describeRoom(told, vandal.account)).toEqual({ ok: false, error: { kind: 'not-a-founder' } })
})

test('nothing is sealed for a member the relay adds, nor to a key its account has not signed', () => {
  const founders = [alice.account, bob.account]
  const forged = { ...personOf(bob), keys: { ...accountKeysOf(vandal), account: bob.account } }
  const room = describeRoom({ ...told, founders, members: [personOf(alice), forged, personOf(vandal)] }, alice.account)
  expect(room.ok && [...room.value.agreementKeys.keys()]).toEqual([alice.account])
})

test('the other one of a room whose account is gone has a name that says nothing', () => {
  const founders = [alice.account, bob.account]
  const room = describeRoom({ ...told, founders, members: [personOf(alice)] }, alice.account)
  expect(room.ok && room.value.other).toMatchObject({ keys: { account: bob.account }, nickname: '' })
  expect(room.ok && room.value.agreementKeys.has(bob.account)).toBe(false)
})
