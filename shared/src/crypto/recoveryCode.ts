import { fail, ok, type Result } from '../result.ts'
import type { RandomBytes } from './platform.ts'

/** Crockford's base32: no I, L, O, U, so that nothing is mistaken for something else and no word appears. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 144 bits, beyond any guessing. */
export const recoverySecretBytes = 18
export const recoveryCodeCharacters = 32

/**
 * CRC-16/CCITT (polynomial 0x1021, start 0xFFFF, highest bit first). A code of n check bits notices every burst of up to n bits, and
 * the check stands right behind what it checks: one mistyped character (5 bits) or two swapped neighbours (10) are always noticed,
 * anything else but once in 65,536.
 */
const crc16 = (bytes: Uint8Array): number => {
  let crc = 0xffff
  for (const byte of bytes) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff
  }
  return crc
}

/** The secret of a new recovery code. */
export const createRecoverySecret = (randomBytes: RandomBytes): Uint8Array => randomBytes(recoverySecretBytes)

/** As shown and noted down: secret and check, highest bit first, 5 bits a character, 8 groups of 4 with hyphens between. */
export const formatRecoveryCode = (secret: Uint8Array): string => {
  const crc = crc16(secret)
  let text = ''
  let bits = 0
  let count = 0
  for (const byte of [...secret, crc >>> 8, crc & 255]) {
    bits = ((bits << 8) | byte) & 0xfff
    for (count += 8; count >= 5; count -= 5) text += alphabet[(bits >>> (count - 5)) & 31]
  }
  return text.replace(/(.{4})(?=.)/g, '$1-')
}

export type RecoveryCodeFault =
  | { readonly kind: 'recovery-code-length'; readonly characters: number; readonly expected: number }
  /** `character` as typed. */
  | { readonly kind: 'recovery-code-character'; readonly character: string }
  /** Complete, but mistyped somewhere. */
  | { readonly kind: 'recovery-code-check' }

const separators = /[\s\p{Pd}_.·]/gu
const lookalikes: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' }

/** Reads what a person typed, whatever the case, spaces and dashes; O is read as 0, I and L as 1. Full-width letters too. */
export const parseRecoveryCode = (typed: string): Result<Uint8Array, RecoveryCodeFault> => {
  const characters = [...typed.normalize('NFKC').replace(separators, '').toUpperCase()]
  const bytes: number[] = []
  let bits = 0
  let count = 0
  for (const character of characters) {
    const value = alphabet.indexOf(lookalikes[character] ?? character)
    if (value < 0) return fail({ kind: 'recovery-code-character', character })
    bits = ((bits << 5) | value) & 0xfff
    count += 5
    if (count < 8) continue
    count -= 8
    bytes.push((bits >>> count) & 255)
  }
  if (characters.length !== recoveryCodeCharacters) {
    return fail({
      kind: 'recovery-code-length',
      characters: characters.length,
      expected: recoveryCodeCharacters,
    })
  }
  const secret = Uint8Array.from(bytes.slice(0, recoverySecretBytes))
  const check = ((bytes[recoverySecretBytes] as number) << 8) | (bytes[recoverySecretBytes + 1] as number)
  return crc16(secret) === check ? ok(secret) : fail({ kind: 'recovery-code-check' })
}
