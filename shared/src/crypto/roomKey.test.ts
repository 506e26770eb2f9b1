import { describe, expect, test } from 'vitest'
import { createIdentity } from './createIdentity.ts'
import type { AccountId, RoomId } from './ids.ts'
import { openMarker, sealMarker } from './readMarker.ts'
import { roomIdOf } from './roomIdOf.ts'
import { createRoomKey, epochIdOf } from './roomKey.ts'
import { sealTo } from './sealTo.ts'
import { openRoomKey, sealRoomKey } from './sealRoomKey.ts'
import { seededBytes } from './seededBytes.ts'
import { decodeEnvelope } from './decodeEnvelope.ts'

const randomBytes = seededBytes('room key')
const alice = createIdentity(seededBytes('alice'))
const bob = createIdentity(seededBytes('bob'))
const nonce = randomBytes(16)
const room = roomIdOf({ kind: 'direct', founders: [alice.account, bob.account], nonce })
const elsewhere = 'AAAAAAAAAAAAAAAAAAAAAA' as RoomId
const key = createRoomKey(randomBytes)
const epoch = epochIdOf(key)

describe('a room id', () => {
  test('is the same from both sides, and another for any other founder, kind or nonce', () => {
    expect(roomIdOf({ kind: 'direct', founders: [bob.account, alice.account], nonce })).toBe(room)
    const carol = createIdentity(seededBytes('carol'))
    const ids = [
      room,
      roomIdOf({ kind: 'couple', founders: [alice.account, bob.account], nonce }),
      roomIdOf({ kind: 'direct', founders: [alice.account, carol.account], nonce }),
      roomIdOf({ kind: 'direct', founders: [alice.account, bob.account, carol.account], nonce }),
      roomIdOf({ kind: 'direct', founders: [alice.account, bob.account], nonce: randomBytes(16) }),
      roomIdOf({ kind: 'self', founders: [alice.account], nonce: new Uint8Array(16) }),
    ]
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{22}$/)
  })
})

describe('a sealed room key', () => {
  test('opens for its member in its room and epoch', () => {
    const sealed = sealRoomKey(key, room, bob.agreement.public, randomBytes)
    if (!sealed.ok) throw new Error(sealed.error.kind)
    expect(sealed.value).toHaveLength(80)
    expect(openRoomKey(sealed.value, room, epoch, bob.agreement)).toEqual({ ok: true, value: key })
    expect(openRoomKey(sealed.value, room, epoch, alice.agreement).ok).toBe(false)
    expect(openRoomKey(sealed.value, elsewhere, epoch, bob.agreement).ok).toBe(false)
    expect(openRoomKey(sealed.value, room, epochIdOf(randomBytes(32)), bob.agreement).ok).toBe(false)
  })
  test("that is not its epoch's is refused", () => {
    const context = `sarangbang/room-key/1\0${room}\0${epoch}`
    const other = sealTo(bob.agreement.public, context, randomBytes(32), randomBytes)
    const mismatch = { ok: false, error: { kind: 'epoch-mismatch' } }
    expect(other.ok && openRoomKey(other.value, room, epoch, bob.agreement)).toEqual(mismatch)
    const short = sealTo(bob.agreement.public, context, randomBytes(5), randomBytes)
    expect(short.ok && openRoomKey(short.value, room, epoch, bob.agreement)).toEqual(mismatch)
  })
})

describe('a read marker', () => {
  const marker = { upTo: { ms: Date.UTC(2026, 4, 3), counter: 7 } }
  const bytes = sealMarker({ room, marker, epoch, key, signing: alice.signing, randomBytes })
  const keyOf = () => key

  test('opens for those who hold the key, as what its account said of this room', () => {
    expect(openMarker(bytes, room, alice.account, keyOf)).toEqual({ ok: true, value: marker })
    expect(bytes.length).toBeLessThan(300)
  })
  test('is nobody else’s, nor of another room', () => {
    const forged = { ok: false, error: { kind: 'marker-forged' } }
    expect(openMarker(bytes, room, bob.account, keyOf)).toEqual(forged)
    const broken = { ok: false, error: { kind: 'seal-broken' } }
    expect(openMarker(bytes, elsewhere, alice.account, keyOf)).toEqual(broken)
    expect(openMarker(bytes, room, '한글' as AccountId, keyOf)).toEqual(forged)
    const changed = bytes.slice()
    changed[100]! ^= 1
    expect(openMarker(changed, room, alice.account, keyOf)).toEqual(broken)
    const unsigned = bytes.slice()
    unsigned[bytes.length - 1]! ^= 1
    expect(openMarker(unsigned, room, alice.account, keyOf)).toEqual(forged)
    // Another member knows the room's key: he seals in her name, and cannot sign.
    const inHerName = { secret: bob.signing.secret, public: alice.signing.public }
    const claimed = sealMarker({ room, marker, epoch, key, signing: inHerName, randomBytes })
    expect(openMarker(claimed, room, alice.account, keyOf)).toEqual(forged)
  })
  test('says which epoch this device lacks', () => {
    const missing = { ok: false, error: { kind: 'epoch-unknown', epoch } }
    expect(openMarker(bytes, room, alice.account, () => null)).toEqual(missing)
    expect(openMarker(bytes, room, alice.account, () => randomBytes(32)).ok).toBe(false)
    expect(openMarker(new Uint8Array(9), room, alice.account, keyOf).ok).toBe(false)
  })
  test('is an envelope of no document', () => {
    const envelope = decodeEnvelope(bytes)
    expect(envelope).toMatchObject({ ok: true, value: { kind: 'sealed', clock: 0, session: 'AAAAAAAAAAA' } })
  })
})
