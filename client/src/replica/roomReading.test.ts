import type { EpochId } from '@sarangbang/shared/crypto/ids.ts'
import type { Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import { epochIdOf } from '@sarangbang/shared/crypto/roomKey.ts'
import { alice, bob, seededBytes, vandal } from '@sarangbang/shared/room/logMember.fixture.ts'
import { verifySignature } from '@sarangbang/shared/crypto/verifySignature.ts'
import { toBase64url } from '@sarangbang/shared/crypto/base64url.ts'
import { sealMarker } from '@sarangbang/shared/crypto/readMarker.ts'
import { afterEach, expect, test, vi } from 'vitest'
import { aliceAndBob } from './roomBench.fixture.ts'
import type { RoomKeys } from './roomKeys.ts'
import { makeRoomReading } from './roomReading.ts'
import { makeWatchable } from './watched.ts'

vi.mock('@sarangbang/shared/crypto/verifySignature.ts', async importOriginal => {
  const real = await importOriginal<{ verifySignature: typeof verifySignature }>()
  return { verifySignature: vi.fn(real.verifySignature) }
})
/** How many signatures were checked. */
const checks = () => vi.mocked(verifySignature).mock.calls.length
afterEach(() => void vi.mocked(verifySignature).mockClear())

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

/** Bob's, sealed under a key that may be another and signed with a key that may be another's. */
const sealed = (n: number, { under = key, signing = bob.signing.secret } = {}): string => {
  const upTo = { ms: at(1).ms + n, counter: 0 }
  const pair = { secret: signing, public: bob.signing.public }
  const randomBytes = seededBytes(`marker ${n}`)
  return toBase64url(
    sealMarker({
      room: aliceAndBob.id,
      marker: { upTo },
      epoch: epochIdOf(under),
      key: under,
      signing: pair,
      randomBytes,
    }),
  )
}

test('[O2] only a member’s seal that says something new costs a signature', () => {
  const { reading } = openReading(alice)
  reading.hear(bob.account, sealed(100))
  expect(checks()).toBe(1)
  // Sixteen bytes of tag stand before the signature's 64: this byte is one of them.
  const broken = Array.from({ length: 10 }, (_, n) =>
    sealed(200 + n).replace(/.(?=.{99}$)/, was => (was === '_' ? '-' : '_')),
  )
  const stranger = markerOf(vandal, 5)
  for (const one of [...broken, sealed(100), sealed(99)]) reading.hear(bob.account, one)
  reading.hear(vandal.account, stranger)
  reading.hear(bob.account, stranger)
  expect(checks()).toBe(1)
  const unsigned = sealed(101, { signing: vandal.signing.secret })
  for (let n = 0; n < 100; n++) reading.hear(bob.account, unsigned)
  expect(checks()).toBe(2)
  expect(reading.others.value).toEqual(new Map([[bob.account, { ms: at(1).ms + 100, counter: 0 }]]))
})

test('[O2] of markers whose key is not here the newest few wait, and no signature is checked before it comes', () => {
  const device = openReading(alice, { hasKey: false })
  for (let n = 0; n < 100; n++) device.reading.hear(bob.account, sealed(n))
  device.reading.hear(vandal.account, markerOf(vandal, 5))
  device.reading.keysCame()
  expect(checks()).toBe(0)
  device.hasKey = true
  device.reading.keysCame()
  expect(checks()).toBe(4)
  expect(device.reading.others.value.get(bob.account)).toEqual({ ms: at(1).ms + 99, counter: 0 })
  device.reading.keysCame()
  expect(checks()).toBe(4)
})
