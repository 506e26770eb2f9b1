import { deepEqual, equal } from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { test } from 'vitest'
import { makeVerifyInNode } from './verifyInNode.ts'

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const key = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
const message = Buffer.from('message')
const signature = sign(null, message, privateKey)

test('a true signature verifies, again and again', async () => {
  const verify = makeVerifyInNode()
  equal(await verify(signature, message, key), true)
  equal(await verify(signature, message, key), true)
})

test('anything else is false, never an exception', async () => {
  const verify = makeVerifyInNode()
  equal(await verify(signature, Buffer.from('other'), key), false)
  equal(await verify(new Uint8Array(64), message, key), false)
  equal(await verify(new Uint8Array(3), message, key), false)
  equal(await verify(signature, message, new Uint8Array(3)), false)
  equal(await verify(signature, message, new Uint8Array(32).fill(255)), false)
})

test('a few signatures of a turn are checked on the spot, the rest of it on other threads; the next turn has its own', async () => {
  const verify = makeVerifyInNode()
  const check = () =>
    Array.from({ length: 10 }, (_, n) => verify(signature, n === 9 ? Buffer.from('other') : message, key))
  const first = check()
  deepEqual(
    first.map(verdict => typeof verdict),
    [...Array<string>(8).fill('boolean'), 'object', 'object'],
  )
  deepEqual(await Promise.all(first), [...Array<boolean>(9).fill(true), false])
  await new Promise(resolve => void setImmediate(resolve))
  equal(typeof verify(signature, message, key), 'boolean')
})
