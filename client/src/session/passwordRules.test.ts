import { expect, test } from 'vitest'
import { checkPassword } from './passwordRules.ts'

test('[A1] a password under 8 characters is refused with how many it has', () => {
  expect(checkPassword('1234567')).toEqual({ ok: false, error: { kind: 'password-too-short', characters: 7 } })
  expect(checkPassword('사랑방사랑방사')).toEqual({ ok: false, error: { kind: 'password-too-short', characters: 7 } })
  expect(checkPassword('12345678').ok).toBe(true)
})

test('[A1] white space of any kind is refused, before the length is spoken of', () => {
  for (const space of [' ', '\t', '\u3000', '\u00a0']) {
    expect(checkPassword(`abc${space}d`)).toEqual({ ok: false, error: { kind: 'password-has-space' } })
  }
})

test('[A1] the same word typed by two keyboards is the same password', () => {
  expect(checkPassword('사랑방의비밀번호'.normalize('NFD'))).toEqual(checkPassword('사랑방의비밀번호'))
})
