import { ed25519, x25519 } from '@noble/curves/ed25519.js'

/** Both halves are 32 bytes. */
export interface KeyPair {
  readonly secret: Uint8Array
  readonly public: Uint8Array
}

/** Ed25519 (RFC 8032). @param secret - 32 bytes; any are good. */
export const signingPair = (secret: Uint8Array): KeyPair => ({ secret, public: ed25519.getPublicKey(secret) })

/** X25519 (RFC 7748). @param secret - 32 bytes; any are good, clamping is done at use. */
export const agreementPair = (secret: Uint8Array): KeyPair => ({ secret, public: x25519.getPublicKey(secret) })
