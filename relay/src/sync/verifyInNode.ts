import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import { makeVerifySignature } from '@sarangbang/shared/crypto/makeVerifySignature.ts'
import type { VerifySignature } from '@sarangbang/shared/crypto/platform.ts'

/** A key costs 30 µs to import and half a kilobyte to keep; the authors of a busy hour fit many times over. */
const maxKeys = 10_000

/**
 * Signatures of one turn of the event loop that are checked on the spot: together 0.6 ms, and what the bursts of a busy room bring. A
 * check costs 75 µs wherever it runs; handing it to another thread and being woken by its answer costs the event loop as much again, and
 * a message that comes alone has nothing to gain by it. What is beyond runs on the threads, side by side.
 */
const onTheSpot = 8

/** SubjectPublicKeyInfo of Ed25519 up to the 32 bytes of the key (RFC 8410 §4). */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** Ed25519 in OpenSSL. Never throws; a key that is no key verifies nothing. */
export const makeVerifyInNode = (): VerifySignature => {
  const keys = new Map<string, KeyObject>()
  const keyOf = (bytes: Uint8Array): KeyObject => {
    const name = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
    const known = keys.get(name)
    if (known) return known
    const key = createPublicKey({ key: Buffer.concat([spkiPrefix, bytes]), format: 'der', type: 'spki' })
    if (keys.size >= maxKeys) keys.clear()
    keys.set(name, key)
    return key
  }
  let checkedThisTurn = 0
  const newTurn = () => {
    checkedThisTurn = 0
  }
  // Every replica has to give the same verdict: forms on which implementations differ are refused before OpenSSL is asked.
  return makeVerifySignature((signature, message, publicKey) => {
    const key = keyOf(publicKey)
    if (checkedThisTurn === 0) setImmediate(newTurn)
    if (checkedThisTurn++ < onTheSpot) return verify(null, message, key, signature)
    return new Promise(resolve => {
      verify(null, message, key, signature, (error, isValid) => resolve(error === null && isValid))
    })
  })
}
