import { createHash, randomBytes } from 'node:crypto'

/** 32 random bytes, base64url: the whole of what a session cookie or bearer token says. */
export const makeSessionToken = (): string => randomBytes(32).toString('base64url')

/**
 * What the store keeps of a token. Plain SHA-256 is enough: the token has 256 bits of its own, so there is nothing to guess
 * (a password hash would only cost time on each request).
 */
export const hashSessionToken = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** Untrusted text that could be a token at all; anything else need not reach the store. */
export const isSessionToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text)
