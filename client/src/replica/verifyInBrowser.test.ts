import { equal } from 'node:assert/strict'
import { ed25519 } from '@noble/curves/ed25519.js'
import { seededBytes } from '@sarangbang/shared/crypto/seededBytes.ts'
import { afterEach, test, vi } from 'vitest'
import { verifyInBrowser } from './verifyInBrowser.ts'

afterEach(() => void vi.restoreAllMocks())

test('a signature is checked by the platform where it knows Ed25519, and not in JavaScript', async () => {
  const asked = vi.spyOn(crypto.subtle, 'verify')
  const secret = seededBytes('민지')(32)
  const message = seededBytes('a message')(200)
  const signature = ed25519.sign(message, secret)
  equal(await verifyInBrowser(signature, message, ed25519.getPublicKey(secret)), true)
  message[0] = (message[0] ?? 0) ^ 1
  equal(await verifyInBrowser(signature, message, ed25519.getPublicKey(secret)), false)
  equal(asked.mock.calls.length, 2)
})
