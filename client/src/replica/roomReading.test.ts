import type { EpochId } from '@sarangbang/shared/crypto/ids.ts'
import type { Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import { epochIdOf } from '@sarangbang/shared/crypto/roomKey.ts'
import { alice, bob, seededBytes, vandal } from '@sarangbang/shared/room/logMember.fixture.ts'
import { expect, test } from 'vitest'
import { aliceAndBob } from './roomBench.fixture.ts'
import type { RoomKeys } from './roomKeys.ts'
import { makeRoomReading } from './roomReading.ts'
import { makeWatchable } from './watched.ts'

const key = seededBytes('key')(32)
const epoch = epochIdOf(key)
const openReading = (identity: Identity, { hasKey = true } = {}) => {
  const device = { hasKey }
  const keys: RoomKeys = {
    keyOf: (asked: EpochId) => (device.hasKey && asked === epoch ? key : null),
    learn: () => false,
    current: () => (device.hasKey ? { epoch, key } : null),
    toWrite: () => Promise.reject(new Error('nobody writes here')),
    untold: () => [],
    isTold: () => true,
    announced: makeWatchable(0),
  }
  return Object.assign(device, { reading: makeRoomReading({ room: aliceAndBob, identity, keys, kept: null }) })
}
const at = (day: number) => ({ ms: Date.UTC(2026, 4, day), counter: 0 })
const markerOf = (identity: Identity, day: number): string => {
  const { reading } = openReading(identity)
  reading.advance(at(day))
  return reading.sealMine() ?? ''
}

test('[C4] how far somebody has read only grows, by whichever way it is told', () => {
  const { reading } = openReading(alice)
  reading.hear(bob.account, markerOf(bob, 5))
  reading.hear(bob.account, markerOf(bob, 4))
  expect(reading.others.value.get(bob.account)).toEqual(at(5))
  reading.heardInEntries(new Map([[bob.account, at(6)]]))
  expect(reading.others.value.get(bob.account)).toEqual(at(6))
  expect(reading.advance(at(3))).toBe(true)
  expect(reading.advance(at(3))).toBe(false)
})

test('[C4] a marker whose key is not here yet counts when it comes', () => {
  const device = openReading(alice, { hasKey: false })
  device.reading.hear(bob.account, markerOf(bob, 5))
  expect(device.reading.others.value.size).toBe(0)
  device.hasKey = true
  device.reading.keysCame()
  expect(device.reading.others.value.get(bob.account)).toEqual(at(5))
})

test('[C4] nobody says for another how far he has read', () => {
  const { reading } = openReading(alice)
  reading.hear(bob.account, markerOf(vandal, 5))
  reading.hear(vandal.account, markerOf(vandal, 5))
  reading.hear(bob.account, 'no marker at all')
  reading.heardInEntries(new Map([[vandal.account, at(5)]]))
  expect(reading.others.value.size).toBe(0)
})

test('[C4] what my other device has read is read here', () => {
  const { reading } = openReading(alice)
  reading.hear(alice.account, markerOf(alice, 7))
  expect(reading.mine.value).toEqual(at(7))
})
