import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toBase64url } from './base64url.ts'
import { clientIdOf } from './clientIdOf.ts'
import { createIdentity } from './createIdentity.ts'
import { decodeEnvelope } from './decodeEnvelope.ts'
import { maxEnvelopeBytes, type Envelope, type EnvelopePlace } from './envelope.ts'
import { decodeEpoch, epochEnvelope } from './epochEnvelope.ts'
import { decodeErasure, eraseEnvelope, maxErasureTargets } from './eraseEnvelope.ts'
import type { AccountId, EpochId, SessionNonce } from './ids.ts'
import { openEnvelope } from './openEnvelope.ts'
import { createRoomKey, epochIdOf } from './roomKey.ts'
import { sealEnvelope } from './sealEnvelope.ts'
import { seededBytes } from './seededBytes.ts'
import { signatureOf, signedMessageOf } from './signedMessageOf.ts'
import { verifySignature } from './verifySignature.ts'

const randomBytes = seededBytes('envelope')
const alice = createIdentity(seededBytes('alice'))
const key = createRoomKey(randomBytes)
const epoch = epochIdOf(key)
const document = 'AAAAAAAAAAAAAAAAAAAAAA.2026-05'

const clocks = fc.oneof(fc.constantFrom(0, 127, 128, 16_383, 16_384, 2 ** 32, Number.MAX_SAFE_INTEGER), fc.maxSafeNat())
const ids = <Id extends string>(bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map(id => toBase64url(id) as Id)
const places = fc.record<EnvelopePlace>({ session: ids<SessionNonce>(8), clock: clocks })

const seal = (place: EnvelopePlace, plain: Uint8Array) =>
  sealEnvelope({ document, place, epoch, key, signing: alice.signing, plain, randomBytes })
const decoded = (bytes: Uint8Array): Envelope => {
  const result = decodeEnvelope(bytes)
  if (!result.ok) throw new Error(result.error.kind)
  return result.value
}
const isSigned = (name: string, envelope: Envelope) =>
  verifySignature(signatureOf(envelope), signedMessageOf(name, envelope), alice.signing.public)

describe('a sealed envelope', () => {
  test('comes back as it was sealed, signed for its document alone', () => {
    fc.assert(
      fc.property(places, fc.uint8Array({ maxLength: 500 }), (place, plain) => {
        const bytes = seal(place, plain)
        const envelope = decoded(bytes)
        expect(envelope).toMatchObject({ kind: 'sealed', epoch, author: alice.account, ...place })
        expect(envelope.bytes).toBe(bytes)
        expect(envelope.body.buffer).toBe(bytes.buffer)
        expect(openEnvelope(document, envelope, key)).toEqual({ ok: true, value: plain })
        expect(isSigned(document, envelope)).toBe(true)
        expect(isSigned('AAAAAAAAAAAAAAAAAAAAAA.2026-06', envelope)).toBe(false)
      }),
      { numRuns: 30 },
    )
  })

  test('opens under no other document, key or changed bit', () => {
    const bytes = seal({ session: toBase64url(new Uint8Array(8)) as SessionNonce, clock: 300 }, Uint8Array.of(1, 2, 3))
    const broken = { ok: false, error: { kind: 'seal-broken' } }
    expect(openEnvelope('AAAAAAAAAAAAAAAAAAAAAA', decoded(bytes), key)).toEqual(broken)
    expect(openEnvelope(document, decoded(bytes), createRoomKey(randomBytes))).toEqual(broken)
    let opened = 0
    for (let at = 2; at < bytes.length - 64; at++) {
      const changed = bytes.slice()
      changed[at]! ^= 1
      const result = decodeEnvelope(changed)
      if (result.ok && openEnvelope(document, result.value, key).ok) opened++
    }
    expect(opened).toBe(0)
  })

  test('of short texts all have one size', () => {
    const place: EnvelopePlace = { session: toBase64url(randomBytes(8)) as SessionNonce, clock: 1 }
    const sizes = [0, 1, 40, 63].map(length => seal(place, new Uint8Array(length)).length)
    expect(new Set(sizes).size).toBe(1)
  })

  test('beyond 256 KiB is a bug of its maker', () => {
    const place: EnvelopePlace = { session: toBase64url(randomBytes(8)) as SessionNonce, clock: 1 }
    expect(() => seal(place, new Uint8Array(maxEnvelopeBytes))).toThrow(RangeError)
  })
})

test('an erasure comes back with its targets', () => {
  const lists = fc.array(places, { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(places, lists, (place, targets) => {
      const envelope = decoded(eraseEnvelope({ document, place, signing: alice.signing, targets }))
      expect(envelope).toMatchObject({ kind: 'erase', epoch: null, ...place })
      expect(decodeErasure(envelope.body)).toEqual({ ok: true, value: targets })
      expect(openEnvelope(document, envelope, key)).toEqual({ ok: false, error: { kind: 'not-sealed' } })
    }),
    { numRuns: 30 },
  )
})

test('an erasure names one place at least and a thousand at most', () => {
  const place: EnvelopePlace = { session: toBase64url(randomBytes(8)) as SessionNonce, clock: 1 }
  const erase = (count: number) =>
    eraseEnvelope({ document, place, signing: alice.signing, targets: Array.from({ length: count }, () => place) })
  expect(() => erase(0)).toThrow(RangeError)
  expect(() => erase(maxErasureTargets + 1)).toThrow(RangeError)
  expect(decodeErasure(decoded(erase(maxErasureTargets)).body).ok).toBe(true)
})

test('an epoch comes back with its copies', () => {
  const copy = fc.record({
    recipient: ids<AccountId>(32),
    sealed: fc.uint8Array({ minLength: 80, maxLength: 80 }),
  })
  const copies = fc.uniqueArray(copy, { selector: one => one.recipient, minLength: 1, maxLength: 10 })
  fc.assert(
    fc.property(places, ids<EpochId>(16), clocks, copies, (place, epoch, createdMs, copies) => {
      const body = { epoch, createdMs, copies }
      const envelope = decoded(epochEnvelope({ document, place, signing: alice.signing, ...body }))
      expect(envelope).toMatchObject({ kind: 'epoch', epoch: null })
      expect(decodeEpoch(envelope.body)).toEqual({ ok: true, value: body })
    }),
    { numRuns: 30 },
  )
})

test('a recipient named twice, or bytes left over, make an epoch malformed', () => {
  const one = { recipient: alice.account, sealed: randomBytes(80) }
  const place: EnvelopePlace = { session: toBase64url(randomBytes(8)) as SessionNonce, clock: 1 }
  const envelope = (copies: readonly (typeof one)[]) =>
    decoded(epochEnvelope({ document, place, signing: alice.signing, epoch, createdMs: 1, copies })).body
  const malformed = { ok: false, error: { kind: 'envelope-body', of: 'epoch' } }
  expect(decodeEpoch(envelope([one, one]))).toEqual(malformed)
  expect(decodeEpoch(Uint8Array.of(...envelope([one]), 0))).toEqual(malformed)
})

describe('decoding untrusted bytes', () => {
  test('never throws, and whatever it reads has no other encoding', () => {
    const valid = [
      seal({ session: toBase64url(randomBytes(8)) as SessionNonce, clock: 128 }, randomBytes(40)),
      eraseEnvelope({
        document,
        place: { session: toBase64url(randomBytes(8)) as SessionNonce, clock: 0 },
        signing: alice.signing,
        targets: [{ session: toBase64url(randomBytes(8)) as SessionNonce, clock: 200 }],
      }),
    ]
    const mutated = fc
      .tuple(fc.constantFrom(...valid), fc.nat(400), fc.nat(255), fc.nat(400))
      .map(([bytes, at, byte, end]) => {
        const copy = bytes.slice(0, Math.max(end, 60))
        copy[at % copy.length] = byte
        return copy
      })
    let read = 0
    fc.assert(
      fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 400 })), bytes => {
        const result = decodeEnvelope(bytes)
        decodeErasure(bytes)
        decodeEpoch(bytes)
        if (!result.ok) return
        read++
        const { value } = result
        if (value.kind === 'erase') decodeErasure(value.body)
        if (value.kind === 'sealed') expect(openEnvelope(document, value, key)).toBeDefined()
        expect(value.clock).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER)
      }),
      { numRuns: 2000 },
    )
    expect(read).toBeGreaterThan(10)
  })

  const valid = seal({ session: toBase64url(randomBytes(8)) as SessionNonce, clock: 5 }, randomBytes(10))
  const changed = (at: number, ...bytes: number[]) => {
    const copy = valid.slice()
    copy.set(bytes, at)
    return copy
  }
  /** The clock in another length, the rest unchanged. */
  const clocked = (...clock: number[]) => Uint8Array.of(...valid.subarray(0, 58), ...clock, ...valid.subarray(59))
  const epochInErasure = changed(1, 1)
  test.each([
    ['version 2', changed(0, 2), { kind: 'envelope-version', version: 2 }],
    ['kind 3', changed(1, 3), { kind: 'envelope-kind', value: 3 }],
    ['an erasure with an epoch', epochInErasure, { kind: 'envelope-epoch' }],
    ['a clock not minimal', clocked(0x85, 0), { kind: 'envelope-clock' }],
    ['a clock over 2^53', clocked(255, 255, 255, 255, 255, 255, 255, 16), { kind: 'envelope-clock' }],
    ['a clock of endless bytes', clocked(...Array.from({ length: 200 }, () => 128)), { kind: 'envelope-clock' }],
    ['nothing', new Uint8Array(0), { kind: 'envelope-too-short', bytes: 0 }],
    ['no room for a tag', valid.subarray(0, 58 + 1 + 24 + 15 + 64), { kind: 'envelope-too-short', bytes: 162 }],
    ['257 KiB', new Uint8Array(257 * 1024), { kind: 'envelope-too-long', bytes: 257 * 1024 }],
  ])('%s is a fault', (_, bytes, error) => {
    expect(decodeEnvelope(bytes)).toEqual({ ok: false, error })
  })
})

test('a client id is a safe integer that belongs to document, author and session', () => {
  const bob = createIdentity(seededBytes('bob'))
  const session = toBase64url(randomBytes(8)) as SessionNonce
  const other = toBase64url(randomBytes(8)) as SessionNonce
  const all = [
    clientIdOf(document, alice.account, session),
    clientIdOf(document, bob.account, session),
    clientIdOf(document, alice.account, other),
    clientIdOf('AAAAAAAAAAAAAAAAAAAAAA', alice.account, session),
  ]
  expect(new Set(all).size).toBe(4)
  for (const id of all) expect(id).toSatisfy((value: number) => Number.isSafeInteger(value) && value < 2 ** 52)
})
