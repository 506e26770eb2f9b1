import { expect, test } from 'vitest'
import { checkText } from './checkText.ts'

const segmenter = new Intl.Segmenter('ko', { granularity: 'grapheme' })
const check = (text: string) => checkText(text, segmenter)
const family = '👨‍👩‍👧‍👦'

test('text is kept as NFC, white space and all', () => {
  expect(check(' \u1112\u1161\u11AB ')).toEqual({ ok: true, value: ' 한 ' })
})
test.each(['', ' ', '\n\t', '\u3000', '\u200B', '\u200D \u2060\uFEFF', '\u3164', '\u202E'])('%j is empty', text => {
  expect(check(text)).toEqual({ ok: false, error: { kind: 'text-empty' } })
})
test('a lone surrogate becomes what others would see', () => {
  expect(check('a\uD800b')).toEqual({ ok: true, value: 'a\uFFFDb' })
})
test('20,000 graphemes are accepted, one more is not', () => {
  expect(check('가'.repeat(20_000)).ok).toBe(true)
  const error = { kind: 'text-too-long', graphemes: 20_001, max: 20_000 }
  expect(check('가'.repeat(20_001))).toEqual({ ok: false, error })
  expect(check('e\u0301\u0323'.repeat(20_000)).ok).toBe(false)
})
test('few graphemes of many bytes are too large', () => {
  expect(check(family.repeat(2000)).ok).toBe(true)
  const bytes = 3000 * 25
  expect(check(family.repeat(3000))).toEqual({ ok: false, error: { kind: 'text-too-large', bytes, max: 65_536 } })
})
test('a pasted book is refused without counting it', () => {
  expect(check('가'.repeat(5_000_000))).toMatchObject({ ok: false, error: { kind: 'text-too-long' } })
})
