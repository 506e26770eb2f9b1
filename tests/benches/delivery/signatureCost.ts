import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { median } from '../measure/median.ts'

const messageBytes = 300
const checks = 1000

/** What one check of a signature costs here and now, by node:crypto in a hot loop: median microseconds. */
export const measureSignatureUs = (): number => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const message = Buffer.alloc(messageBytes, 7)
  const signature = sign(null, message, privateKey)
  const us = Array.from({ length: checks }, () => {
    const startedMs = performance.now()
    verify(null, message, publicKey, signature)
    return (performance.now() - startedMs) * 1000
  })
  return median(us)
}
