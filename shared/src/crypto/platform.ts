/** What a platform lends to this workspace: randomness and, where it has one, a fast signature check. */

/** Cryptographically secure random bytes (`crypto.getRandomValues`, `crypto.randomBytes`). */
export type RandomBytes = (length: number) => Uint8Array

/**
 * Ed25519 (RFC 8032). Native where there is one: 20–65 µs against 300–900 µs in JavaScript. Never throws: a malformed key or
 * signature is `false`. May be asynchronous (WebCrypto) or not (node:crypto). Made of a platform's own by `makeVerifySignature`, so that
 * all agree on what is valid.
 */
export type VerifySignature = (
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
) => boolean | Promise<boolean>
