import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { handleKey, normalizeHandle } from './handle.ts'

describe('[A1] handles', () => {
  test.each([
    'abc',
    '김민지',
    'x-y_z.1',
    'Ünïcödé',
    'дом',
    'हिन्दी',
    'minji@example.org',
    'a.b+c@sub.example.co.kr',
    'a'.repeat(64),
  ])('%s is one', text => expect(normalizeHandle(text)).toBe(text))
  test.each([
    ['', 'empty'],
    ['ab', 'too short'],
    ['a'.repeat(65), 'too long'],
    ['.abc', 'begins with a mark'],
    ['a b', 'white space'],
    ['abc\u200b', 'invisible'],
    ['abc\u202e', 'turns the text around'],
    ['a/b/c', 'a path'],
    ['a@b', 'no domain'],
    ['a@b@c.d', 'two signs'],
    ['a@.b.c', 'empty label'],
    ['a@b..c', 'empty label'],
    ['🙂🙂🙂', 'pictures'],
    ['<b>', 'markup'],
  ])('%j is none: %s', text => expect(normalizeHandle(text)).toBeNull())

  test('composed and decomposed Hangul are one handle', () => {
    expect(normalizeHandle('김민지'.normalize('NFD'))).toBe('김민지')
  })

  test('one key for every case and width; equal keys stay equal', () => {
    expect(handleKey('ＭinJi')).toBe('minji')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        const key = handleKey(text)
        expect(handleKey(key)).toBe(key)
        expect(handleKey(text.normalize('NFD'))).toBe(key)
      }),
    )
  })

  test('whatever is typed is answered', () => {
    let accepted = 0
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aZ1민é._-@+ \u202e'), maxLength: 66 }), text => {
        const handle = normalizeHandle(text)
        if (handle === null) return
        accepted += 1
        expect(normalizeHandle(handle)).toBe(handle)
        expect(handle).not.toMatch(/[\s\u202e]/)
      }),
    )
    expect(accepted).toBeGreaterThan(0)
  })
})
