import { describe, expect, test } from 'vitest'
import { accountKeysOf } from './accountKeysOf.ts'
import { toBase64url } from './base64url.ts'
import { checkAccountKeys } from './checkAccountKeys.ts'
import { createIdentity, identityOf } from './createIdentity.ts'
import { deriveLock, recoverySigner } from './deriveLock.ts'
import { openSealedTo } from './openSealedTo.ts'
import { openVault, sealVault } from './sealVault.ts'
import { openVaultKey, sealVaultKey } from './sealVaultKey.ts'
import { sealTo } from './sealTo.ts'
import { seededBytes } from './seededBytes.ts'
import { signalingSecret } from './signalingSecret.ts'
import { agreementStatement, recoveryStatement, signUpStatement } from './statements.ts'
import { decodeVault, encodeVault, type Vault } from './vault.ts'
import type { RoomId } from './ids.ts'
import { ed25519 } from '@noble/curves/ed25519.js'

const randomBytes = seededBytes('vault')
const alice = createIdentity(seededBytes('alice'))
const bob = createIdentity(seededBytes('bob'))
const password = deriveLock('password', randomBytes(64))
const recovery = deriveLock('recovery', randomBytes(18))
const vault: Vault = {
  identity: alice,
  locks: [
    { kind: 'password', publicKey: password.public },
    { kind: 'recovery', publicKey: recovery.public },
  ],
}
const sealBroken = { ok: false, error: { kind: 'seal-broken' } }
const smallOrder = new Uint8Array(32)

describe('a vault', () => {
  test('comes back under its key, with the identity and the locks it had', () => {
    const vaultKey = randomBytes(32)
    expect(openVault(sealVault(vault, vaultKey, randomBytes), vaultKey, alice.account)).toEqual({
      ok: true,
      value: vault,
    })
  })
  test('opens under no other key, account or changed byte', () => {
    const vaultKey = randomBytes(32)
    const sealed = sealVault(vault, vaultKey, randomBytes)
    expect(openVault(sealed, randomBytes(32), alice.account)).toEqual(sealBroken)
    expect(openVault(sealed, vaultKey, bob.account)).toEqual(sealBroken)
    expect(openVault(sealed.subarray(0, 30), vaultKey, alice.account)).toEqual(sealBroken)
    for (let at = 0; at < sealed.length; at += 7) {
      const changed = sealed.slice()
      changed[at]! ^= 1
      expect(openVault(changed, vaultKey, alice.account)).toEqual(sealBroken)
    }
  })
  test("with another's keys inside is refused", () => {
    const vaultKey = randomBytes(32)
    const swapped = sealVault({ ...vault, identity: { ...bob, account: alice.account } }, vaultKey, randomBytes)
    expect(openVault(swapped, vaultKey, alice.account)).toEqual({ ok: false, error: { kind: 'vault-of-another' } })
  })
  test('of another version, length or with a lock twice is malformed', () => {
    const bytes = encodeVault(vault)
    const malformed = { ok: false, error: { kind: 'vault-malformed' } }
    expect(decodeVault(Uint8Array.of(2, ...bytes.subarray(1)))).toEqual(malformed)
    expect(decodeVault(bytes.subarray(0, -1))).toEqual(malformed)
    expect(decodeVault(Uint8Array.of(...bytes, 0))).toEqual(malformed)
    expect(decodeVault(new Uint8Array(0))).toEqual(malformed)
    expect(decodeVault(encodeVault({ ...vault, locks: [vault.locks[0]!, vault.locks[0]!] }))).toEqual(malformed)
    const unknownKind = bytes.slice()
    unknownKind[66] = 9
    expect(decodeVault(unknownKind)).toEqual(malformed)
  })
})

describe('a lock', () => {
  test('[A3] opens the vault key for its secret and account alone', () => {
    const vaultKey = randomBytes(32)
    const sealed = sealVaultKey(vaultKey, recovery.public, alice.account, randomBytes)
    if (!sealed.ok) throw new Error(sealed.error.kind)
    expect(openVaultKey(sealed.value, recovery, alice.account)).toEqual({ ok: true, value: vaultKey })
    expect(openVaultKey(sealed.value, password, alice.account)).toEqual(sealBroken)
    expect(openVaultKey(sealed.value, recovery, bob.account)).toEqual(sealBroken)
    expect(openVaultKey(new Uint8Array(3), recovery, alice.account)).toEqual(sealBroken)
  })
  test('and the recovery signer are different keys of one secret', () => {
    const secret = randomBytes(18)
    const publics = [deriveLock('password', secret), deriveLock('recovery', secret), recoverySigner(secret)]
    expect(new Set(publics.map(pair => toBase64url(pair.public))).size).toBe(3)
    expect(deriveLock('recovery', secret)).toEqual(deriveLock('recovery', secret))
  })
})

describe('sealing to a public key', () => {
  test('is for its holder, its context and unchanged bytes', () => {
    const plain = randomBytes(100)
    const sealed = sealTo(alice.agreement.public, 'sarangbang/test/1', plain, randomBytes)
    if (!sealed.ok) throw new Error(sealed.error.kind)
    expect(openSealedTo(alice.agreement, 'sarangbang/test/1', sealed.value)).toEqual({ ok: true, value: plain })
    expect(openSealedTo(bob.agreement, 'sarangbang/test/1', sealed.value)).toEqual(sealBroken)
    expect(openSealedTo(alice.agreement, 'sarangbang/test/2', sealed.value)).toEqual(sealBroken)
    for (let at = 0; at < sealed.value.length; at += 5) {
      const changed = sealed.value.slice()
      changed[at]! ^= 1
      expect(openSealedTo(alice.agreement, 'sarangbang/test/1', changed)).toEqual(sealBroken)
    }
  })
  test('refuses keys of small order on both sides', () => {
    const invalid = { ok: false, error: { kind: 'public-key-invalid' } }
    expect(sealTo(smallOrder, 'sarangbang/test/1', randomBytes(1), randomBytes)).toEqual(invalid)
    expect(sealTo(new Uint8Array(31), 'sarangbang/test/1', randomBytes(1), randomBytes)).toEqual(invalid)
    expect(openSealedTo(alice.agreement, 'sarangbang/test/1', new Uint8Array(100))).toEqual(sealBroken)
  })
})

describe('account keys', () => {
  test('are accepted as their owner made them', () => {
    const checked = checkAccountKeys(accountKeysOf(alice))
    expect(checked).toEqual({ ok: true, value: { account: alice.signing.public, agreement: alice.agreement.public } })
  })
  test('with another agreement key put in are refused', () => {
    const keys = { ...accountKeysOf(alice), agreement: accountKeysOf(bob).agreement }
    expect(checkAccountKeys(keys)).toEqual({ ok: false, error: { kind: 'keys-unsigned' } })
  })
  test('that their own owner made worthless are refused', () => {
    const agreement = toBase64url(smallOrder)
    const signature = toBase64url(ed25519.sign(agreementStatement(agreement), alice.signing.secret))
    const keys = { account: alice.account, agreement, signature }
    expect(checkAccountKeys(keys)).toEqual({ ok: false, error: { kind: 'public-key-invalid' } })
  })
  test.each([{ agreement: 'AA' }, { signature: '한글' }, { agreement: '' }])('malformed as %j are refused', change => {
    const keys = { ...accountKeysOf(alice), ...change }
    expect(checkAccountKeys(keys)).toEqual({ ok: false, error: { kind: 'keys-malformed' } })
  })
})

test('statements of different purposes or cut elsewhere are different bytes', () => {
  const statements = [
    agreementStatement('AB'),
    recoveryStatement('AB'),
    signUpStatement('A', 'B', ''),
    signUpStatement('AB', '', ''),
    signUpStatement('', 'A', 'B'),
  ]
  expect(new Set(statements.map(toBase64url)).size).toBe(statements.length)
})

test('both people compute one signaling secret, for this room alone', () => {
  const room = 'AAAAAAAAAAAAAAAAAAAAAA' as RoomId
  const ours = signalingSecret(alice.agreement, bob.agreement.public, room)
  expect(ours).toEqual(signalingSecret(bob.agreement, alice.agreement.public, room))
  expect(ours).not.toEqual(signalingSecret(alice.agreement, bob.agreement.public, 'AAAAAAAAAAAAAAAAAAAAAQ' as RoomId))
  expect(signalingSecret(alice.agreement, smallOrder, room).ok).toBe(false)
})

test('an identity is made of its two secrets', () => {
  expect(identityOf(alice.signing.secret, alice.agreement.secret)).toEqual(alice)
  expect(createIdentity(seededBytes('alice'))).toEqual(alice)
  expect(alice.account).toHaveLength(43)
})
