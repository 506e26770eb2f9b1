import { readdirSync, readFileSync } from 'node:fs'
import { hexToBytes } from '@noble/hashes/utils.js'
import * as crypto from '@sarangbang/shared/crypto/index.ts'
import { decodeEntry } from '@sarangbang/shared/room/decodeEntry.ts'
import { describe, expect, test } from 'vitest'
import { makeVectors, vectorsFolder, vectorText } from './makeVectors.ts'

const kept = (name: string) => readFileSync(new URL(name, vectorsFolder), 'utf8')
const read = (name: string) => JSON.parse(kept(name))

test('there is a test for every vector file', () => {
  expect(readdirSync(vectorsFolder).toSorted()).toEqual(Object.keys(makeVectors()).toSorted())
})

test.each(Object.entries(makeVectors()))('%s is what the program makes today', (name, vector) => {
  expect(kept(name)).toBe(vectorText(vector))
})

describe('kept bytes are still read', () => {
  const envelopes = read('envelopes.json')
  const decoded = (bytes: string) => crypto.decodeEnvelope(hexToBytes(bytes))
  const open = (kind: 'sealed' | 'erase' | 'epoch'): crypto.Envelope => {
    const result = decoded(envelopes[kind].bytes)
    if (!result.ok) throw new Error(result.error.kind)
    const { value } = result
    const message = crypto.signedMessageOf(envelopes[kind].document, value)
    expect(crypto.verifySignature(crypto.signatureOf(value), message, crypto.idToBytes(value.author))).toBe(true)
    return value
  }
  test('a sealed envelope', () => {
    const plain = crypto.openEnvelope(envelopes.sealed.document, open('sealed'), hexToBytes(envelopes.sealed.key))
    expect(plain).toEqual({ ok: true, value: hexToBytes(envelopes.sealed.plain) })
  })
  test('an erasure and an epoch', () => {
    expect(crypto.decodeErasure(open('erase').body)).toEqual({ ok: true, value: envelopes.erase.targets })
    const epoch = crypto.decodeEpoch(open('epoch').body)
    const [, forBob] = epoch.ok ? epoch.value.copies : []
    const bob = read('identity.json').people[1]
    const agreement = { secret: hexToBytes(bob.agreement.secret), public: hexToBytes(bob.agreement.public) }
    const key = crypto.openRoomKey(forBob!.sealed, envelopes.room, envelopes.sealed.epoch, agreement)
    expect(key).toEqual({ ok: true, value: hexToBytes(envelopes.sealed.key) })
  })
  test('a read marker', () => {
    const { room, author, marker, sealed } = envelopes
    const opened = crypto.openMarker(hexToBytes(marker.bytes), room, author, () => hexToBytes(sealed.key))
    expect(opened).toEqual({ ok: true, value: { upTo: marker.upTo } })
  })
  test('envelopes with a fault are refused for it', () => {
    for (const { fault, bytes } of envelopes.refused) expect(decoded(bytes)).toMatchObject({ error: { kind: fault } })
    expect(envelopes.refused.length).toBeGreaterThan(4)
  })
  test('a vault, from the recovery code on', () => {
    const { recoveryCode, sealedVaultKey, vault } = read('vault.json')
    const secret = crypto.parseRecoveryCode(recoveryCode.code)
    if (!secret.ok) throw new Error(secret.error.kind)
    const lock = crypto.deriveLock('recovery', secret.value)
    const vaultKey = crypto.openVaultKey(hexToBytes(sealedVaultKey.sealed), lock, vault.account)
    const opened = vaultKey.ok && crypto.openVault(hexToBytes(vault.sealed), vaultKey.value, vault.account)
    expect(opened).toMatchObject({ ok: true, value: { identity: { account: vault.account } } })
  })
  test('entries, refused and unknown ones', () => {
    const { entries, refused, unknown } = read('entries.json')
    for (const { entry, bytes } of entries) {
      const expected = entry.type === 'register' ? { ...entry, value: entry.value && hexToBytes(entry.value) } : entry
      expect(decodeEntry(hexToBytes(bytes))).toEqual({ ok: true, value: expected })
    }
    for (const { bytes } of refused) expect(decodeEntry(hexToBytes(bytes)).ok).toBe(false)
    for (const { bytes, code } of unknown) {
      expect(decodeEntry(hexToBytes(bytes))).toMatchObject({ ok: true, value: { type: 'unknown', code } })
    }
  })
  test('signatures, valid and refused', () => {
    const { message, valid, refused } = read('signatures.json')
    const check = ({ publicKey, signature }: { publicKey: string; signature: string }) =>
      crypto.verifySignature(hexToBytes(signature), hexToBytes(message), hexToBytes(publicKey))
    expect(valid.map(check)).toEqual([true])
    expect(refused.some(check)).toBe(false)
    expect(refused.length).toBe(10)
  })
  test('account keys certify themselves', () => {
    for (const { keys } of read('identity.json').people) expect(crypto.checkAccountKeys(keys).ok).toBe(true)
  })
})
