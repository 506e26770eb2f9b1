import { makeVerifySignature } from '@sarangbang/shared/crypto/makeVerifySignature.ts'
import { verifySignature } from '@sarangbang/shared/crypto/verifySignature.ts'
import type { VerifySignature } from '@sarangbang/shared/crypto/platform.ts'

/** Imported keys, by their bytes as text. A room has a handful of authors; 1,000 is a directory of strangers and starts anew. */
const maxKeys = 1000
const keys = new Map<string, Promise<CryptoKey>>()

const keyOf = (publicKey: Uint8Array): Promise<CryptoKey> => {
  const name = publicKey.join()
  const known = keys.get(name)
  if (known !== undefined) return known
  if (keys.size >= maxKeys) keys.clear()
  const imported = crypto.subtle.importKey('raw', publicKey as Uint8Array<ArrayBuffer>, 'Ed25519', false, ['verify'])
  keys.set(name, imported)
  return imported
}

const native = makeVerifySignature(async (signature, message, publicKey) =>
  crypto.subtle.verify(
    'Ed25519',
    await keyOf(publicKey),
    // WebCrypto's types refuse views on shared memory, which these never are.
    signature as Uint8Array<ArrayBuffer>,
    message as Uint8Array<ArrayBuffer>,
  ),
)

/** Whether this browser's WebCrypto knows Ed25519 at all; asked once. A pair that may not sign is one no WebCrypto makes. */
const hasNative: Promise<boolean> = crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']).then(
  () => true,
  () => false,
)

/** Ed25519 off the page's thread (20–60 µs each), in JavaScript (300 µs) where the browser has none. */
export const verifyInBrowser: VerifySignature = async (signature, message, publicKey) =>
  (await hasNative) ? native(signature, message, publicKey) : verifySignature(signature, message, publicKey)
