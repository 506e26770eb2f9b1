import type { Envelope } from '@sarangbang/shared/crypto/envelope.ts'
import { clientIdOf } from '@sarangbang/shared/crypto/clientIdOf.ts'
import { epochEnvelope } from '@sarangbang/shared/crypto/epochEnvelope.ts'
import type { Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import { headName } from '@sarangbang/shared/room/documentName.ts'
import { sealedRoomKeyBytes } from '@sarangbang/shared/crypto/sealRoomKey.ts'
import { alice, bob, openMember, vandal } from '@sarangbang/shared/room/logMember.fixture.ts'
import { expect, test } from 'vitest'
import { aliceAndBob, makeFakeKeyring, type FakeKeyring } from './roomBench.fixture.ts'
import { openRoomKeys, type EpochToWrite, type RoomKeys } from './roomKeys.ts'

const room = aliceAndBob
const openKeys = (identity: Identity, keyring: FakeKeyring = makeFakeKeyring()): RoomKeys =>
  openRoomKeys({ room, identity, keyring, now: () => 1_000 })
const toWrite = async (keys: RoomKeys): Promise<EpochToWrite> => {
  const epoch = await keys.toWrite()
  if (!epoch.ok) throw new Error(epoch.error.kind)
  return epoch.value
}
/** What stands in the head after its author wrote this there. */
const announced = (author: Identity, { announce }: Pick<EpochToWrite, 'announce'>): readonly Envelope[] => {
  const { log } = openMember(author, headName(room.id))
  log.append(announce)
  return log.envelopes()
}

test('who writes first makes the epoch, and the other seals under the same', async () => {
  const mine = openKeys(alice)
  const theirs = openKeys(bob)
  const made = await toWrite(mine)
  expect(made.announce).toHaveLength(1)
  const envelopes = announced(alice, made)
  mine.learn(envelopes)
  expect(theirs.learn(envelopes)).toBe(true)
  // The second time nothing new came.
  expect(theirs.learn(envelopes)).toBe(false)
  const told = await toWrite(theirs)
  expect(told.epoch).toBe(made.epoch)
  theirs.learn(announced(bob, told))
  for (const keys of [mine, theirs]) {
    const again = await toWrite(keys)
    expect(again).toMatchObject({ epoch: made.epoch, announce: [] })
    expect(again.key).toEqual(made.key)
    expect(keys.current()?.epoch).toBe(made.epoch)
  }
})

test('[C2] what I seal can be read by what I write myself, whatever another told of the key to one device and not to the other', async () => {
  const [phone, laptop] = [openKeys(alice), openKeys(alice)]
  // Bob signs two envelopes for one place: the phone gets the epoch, the laptop something else, and never the epoch.
  phone.learn(announced(bob, await toWrite(openKeys(bob))))
  const sealing = await toWrite(phone)
  expect(laptop.keyOf(sealing.epoch)).toBeNull()
  laptop.learn(announced(alice, sealing))
  expect(laptop.keyOf(sealing.epoch)).toEqual(sealing.key)
  phone.learn(announced(alice, sealing))
  expect((await toWrite(phone)).announce).toEqual([])
})

test('an epoch of somebody who is no member is not listened to', async () => {
  const stranger = openKeys(vandal)
  const keys = openKeys(alice)
  expect(keys.learn(announced(vandal, await toWrite(stranger)))).toBe(false)
  expect(keys.current()).toBeNull()
})

test('[C3] an epoch made before the page died is told again, and one that the head tells of is not', async () => {
  const keyring = makeFakeKeyring()
  const made = await toWrite(openKeys(alice, keyring))
  const again = openKeys(alice, keyring)
  const untold = again.untold()
  expect(untold).toHaveLength(1)
  again.learn(announced(alice, { announce: untold }))
  expect(again.untold()).toEqual([])
  expect((await toWrite(again)).epoch).toBe(made.epoch)
})

test('[C3] a key that came from another and is told of nowhere any more is told again', async () => {
  const keyring = makeFakeKeyring()
  const made = await toWrite(openKeys(alice, makeFakeKeyring()))
  openKeys(bob, keyring).learn(announced(alice, made))
  // Bob's disk has lost the head, and so has everybody's.
  const untold = openKeys(bob, keyring).untold()
  const third = openKeys(alice, makeFakeKeyring())
  third.learn(announced(bob, { announce: untold }))
  expect(third.keyOf(made.epoch)).toEqual(made.key)
})

test('nothing is sealed while a member has no key to seal it to', async () => {
  const keys = openRoomKeys({
    room: { ...room, agreementKeys: new Map([[alice.account, alice.agreement.public]]) },
    identity: alice,
    keyring: makeFakeKeyring(),
    now: () => 1_000,
  })
  expect(await keys.toWrite()).toEqual({ ok: false, error: { kind: 'keys-missing' } })
})

test('[C3] a key is told when one author’s announcements that are kept give it to everybody, and mine opens', async () => {
  const mine = openKeys(alice)
  const made = await toWrite(mine)
  const [announcement] = announced(alice, made)
  if (announcement === undefined) throw new Error('nothing was announced')
  expect(mine.isTold(made.epoch, () => true)).toBe(false)
  mine.learn([announcement])
  expect(mine.isTold(made.epoch, () => false)).toBe(false)
  const client = clientIdOf(headName(room.id), alice.account, announcement.session)
  expect(mine.isTold(made.epoch, (at, clock) => at === client && clock === announcement.clock)).toBe(true)
  const theirs = openKeys(bob)
  theirs.learn([announcement])
  expect(theirs.isTold(made.epoch, () => true)).toBe(true)
})

test('[C2] rubbish that another sealed to me in a key’s name tells nobody of the key', async () => {
  const mine = openKeys(alice)
  const { epoch } = await toWrite(mine)
  const rubbish = room.founders.map(recipient => ({ recipient, sealed: new Uint8Array(sealedRoomKeyBytes) }))
  const { log } = openMember(bob, headName(room.id))
  log.append([
    place =>
      epochEnvelope({ document: headName(room.id), place, signing: bob.signing, epoch, createdMs: 1, copies: rubbish }),
  ])
  mine.learn(log.envelopes())
  expect(mine.isTold(epoch, () => true)).toBe(false)
  expect(mine.untold()).toHaveLength(1)
})
