import type { RandomBytes } from '@sarangbang/shared/crypto/platform.ts'

/** getRandomValues gives at most 65,536 bytes a call; nothing here asks for more than a hundred. */
export const randomBytes: RandomBytes = length => crypto.getRandomValues(new Uint8Array(length))
