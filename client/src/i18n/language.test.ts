import { expect, test } from 'vitest'
import { pickLanguage } from './language.ts'

test('what was chosen on this device wins over what the browser wishes', () => {
  expect(pickLanguage('en', ['ko-KR'])).toBe('en')
})

test('the first wish that is spoken here counts, and Korean when none is', () => {
  expect(pickLanguage(null, ['fr-FR', 'en-GB', 'ko'])).toBe('en')
  expect(pickLanguage(null, ['fr-FR', 'KO-kr'])).toBe('ko')
  expect(pickLanguage(null, ['fr-FR'])).toBe('ko')
  expect(pickLanguage('tlh', [])).toBe('ko')
})
