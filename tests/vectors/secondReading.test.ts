import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { vectorsFolder } from './makeVectors.ts'
import { delimited, hkdf, isSigned, openSealed, sha256, x25519, xchachaOpen } from './secondReading.ts'

/** Reads the vectors by docs/protocol.md with node:crypto, without any code of shared. */

const read = (name: string) => JSON.parse(readFileSync(new URL(name, vectorsFolder), 'utf8'))
const hex = (text: string) => Buffer.from(text, 'hex')
const id = (text: string) => Buffer.from(text, 'base64url')
const ids = read('ids.json')
const identity = read('identity.json')
const vaults = read('vault.json')
const envelopes = read('envelopes.json')
const zero = Buffer.alloc(1)

describe('§2 ids', () => {
  test('of rooms', () => {
    for (const { kind, founders, nonce, id: expected } of ids.rooms) {
      const sorted = founders.map(id).toSorted(Buffer.compare)
      const room = sha256(delimited('room', kind, hex(nonce), ...sorted)).subarray(0, 16)
      expect(room.toString('base64url')).toBe(expected)
    }
    expect(ids.rooms).toHaveLength(4)
  })
  test('of an epoch', () => {
    const epoch = sha256(delimited('epoch', hex(ids.epoch.key))).subarray(0, 16)
    expect(epoch.toString('base64url')).toBe(ids.epoch.id)
  })
  test('of Yjs clients', () => {
    for (const { document, author, session, clientId } of ids.clients) {
      const hash = sha256(Buffer.from(document), zero, id(author), id(session))
      expect(Number(hash.readBigUInt64BE() >> 12n)).toBe(clientId)
    }
    expect(ids.clients).toHaveLength(2)
  })
})

describe('§3 statements', () => {
  test('are delimited texts, and agreement keys are signed', () => {
    const { agreement, signUp, recovery } = identity.statements
    expect(delimited('agreement', ...agreement.arguments).toString('hex')).toBe(agreement.bytes)
    expect(delimited('sign-up', ...signUp.arguments).toString('hex')).toBe(signUp.bytes)
    expect(delimited('recovery', ...recovery.arguments).toString('hex')).toBe(recovery.bytes)
    for (const { keys } of identity.people) {
      expect(isSigned(id(keys.account), delimited('agreement', keys.agreement), id(keys.signature))).toBe(true)
    }
  })
})

describe('§5 locks and vault', () => {
  test('derived keys', () => {
    for (const { kind, secret, pair } of vaults.locks) {
      expect(hkdf(hex(secret), Buffer.alloc(0), `sarangbang/lock-${kind}/1`, 32).toString('hex')).toBe(pair.secret)
    }
    const signer = hkdf(hex(vaults.recoveryCode.secret), Buffer.alloc(0), 'sarangbang/recovery-signer/1', 32)
    expect(signer.toString('hex')).toBe(vaults.recoverySigner.secret)
  })
  test('the vault opens from the recovery lock on', () => {
    const { account, sealed, plain, vaultKey } = vaults.vault
    const context = `sarangbang/vault-key/1\0${account}`
    const key = openSealed(vaults.locks[1].pair, context, hex(vaults.sealedVaultKey.sealed))
    expect(key.toString('hex')).toBe(vaultKey)
    const bytes = hex(sealed)
    const opened = xchachaOpen(key, bytes.subarray(0, 24), bytes.subarray(24), delimited('vault', id(account)))
    expect(opened.toString('hex')).toBe(plain)
    expect(opened.subarray(1, 33).toString('hex')).toBe(identity.people[0].signing.secret)
  })
})

describe('§6 envelopes', () => {
  test('are signed for their document', () => {
    for (const { bytes, document } of [envelopes.sealed, envelopes.erase, envelopes.epoch]) {
      const envelope = hex(bytes)
      const message = Buffer.concat([Buffer.from(`sarangbang/envelope/1\0${document}\0`), envelope.subarray(0, -64)])
      expect(isSigned(envelope.subarray(18, 50), message, envelope.subarray(-64))).toBe(true)
    }
  })
  test('open under the room key, which opens under the agreement key', () => {
    const { sealed, epoch, room } = envelopes
    const context = `sarangbang/room-key/1\0${room}\0${sealed.epoch}`
    const key = openSealed(identity.people[1].agreement, context, hex(epoch.copies[1].sealed))
    const bytes = hex(sealed.bytes)
    // The clock, 300, takes two bytes.
    const associated = Buffer.concat([Buffer.from(`${sealed.document}\0`), bytes.subarray(0, 60)])
    const padded = xchachaOpen(key, bytes.subarray(60, 84), bytes.subarray(84, -64), associated)
    expect(padded.length).toBe(64)
    expect(padded.subarray(0, padded.lastIndexOf(0x80)).toString('hex')).toBe(sealed.plain)
  })
})

test('§9 the signaling password', () => {
  const { own, theirs, room, password } = ids.signaling
  const salt = Buffer.concat([hex(own.public), hex(theirs)].toSorted(Buffer.compare))
  const derived = hkdf(x25519(hex(own.secret), hex(theirs)), salt, `sarangbang/signaling/1\0${room}`, 32)
  expect(derived.toString('base64url')).toBe(password)
})
