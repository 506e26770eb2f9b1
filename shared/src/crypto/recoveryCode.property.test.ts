import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatRecoveryCode, parseRecoveryCode } from './recoveryCode.ts'

const secrets = fc.uint8Array({ minLength: 18, maxLength: 18 })
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

test('[A3] a code comes back, however it is typed', () => {
  let lookalikes = 0
  fc.assert(
    fc.property(secrets, secret => {
      const code = formatRecoveryCode(secret)
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/)
      lookalikes += /[01]/.test(code) ? 1 : 0
      const sloppy = [
        code,
        code.toLowerCase(),
        code.replaceAll('-', ''),
        ` ${code.replaceAll('-', ' – ')}\n`,
        code.replaceAll('0', 'o').replaceAll('1', 'l'),
        code.replaceAll('0', 'O').replaceAll('1', 'i'),
        code.replace(/[0-9A-Z]/g, character => String.fromCodePoint(character.codePointAt(0)! + 0xfee0)),
      ]
      for (const typed of sloppy) expect(parseRecoveryCode(typed)).toEqual({ ok: true, value: secret })
    }),
  )
  expect(lookalikes).toBeGreaterThan(0)
})

test('[A3] one wrong character, or two swapped neighbours, are always noticed', () => {
  let swapped = 0
  fc.assert(
    fc.property(secrets, fc.nat(31), fc.nat(31), (secret, at, by) => {
      const characters = [...formatRecoveryCode(secret).replaceAll('-', '')]
      const wrong = characters.with(at, alphabet[(alphabet.indexOf(characters[at]!) + 1 + (by % 31)) % 32]!)
      expect(parseRecoveryCode(wrong.join(''))).toEqual({ ok: false, error: { kind: 'recovery-code-check' } })
      const other = (at + 1) % 32
      if (other === 0 || characters[at] === characters[other]) return
      swapped++
      const crossed = characters.with(at, characters[other]!).with(other, characters[at]!)
      expect(parseRecoveryCode(crossed.join(''))).toEqual({ ok: false, error: { kind: 'recovery-code-check' } })
    }),
    { numRuns: 1000 },
  )
  expect(swapped).toBeGreaterThan(500)
})

test('what is wrong is said: length, or the first character that is none', () => {
  const length = { kind: 'recovery-code-length', characters: 3, expected: 32 }
  expect(parseRecoveryCode('ABC')).toEqual({ ok: false, error: length })
  expect(parseRecoveryCode('')).toEqual({ ok: false, error: { ...length, characters: 0 } })
  expect(parseRecoveryCode('ABCU')).toEqual({ ok: false, error: { kind: 'recovery-code-character', character: 'U' } })
  expect(parseRecoveryCode('가')).toMatchObject({ ok: false, error: { kind: 'recovery-code-character' } })
  expect(parseRecoveryCode('0'.repeat(32)).ok).toBe(false)
})

test('any text is read or refused, never thrown at', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), text => void parseRecoveryCode(text)))
})
