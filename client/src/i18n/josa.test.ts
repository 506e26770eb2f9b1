import { expect, test } from 'vitest'
import { josa } from './josa.ts'

test.each([
  ['하늘', '은/는', '하늘은'],
  ['민지', '은/는', '민지는'],
  ['준호', '이/가', '준호가'],
  ['도윤', '이/가', '도윤이'],
  ['도윤', '과/와', '도윤과'],
  ['민지', '아/야', '민지야'],
  ['물', '을/를', '물을'],
] as const)('a Korean word takes the particle of its last syllable: %s %s', (word, pair, said) => {
  expect(josa(word, pair)).toBe(said)
})

test('으로/로 alone takes ㄹ for an open syllable', () => {
  expect(josa('서울', '으로/로')).toBe('서울로')
  expect(josa('부산', '으로/로')).toBe('부산으로')
  expect(josa('제주', '으로/로')).toBe('제주로')
})

test('digits are read in Korean', () => {
  expect(josa('3', '이/가')).toBe('3이')
  expect(josa('2', '이/가')).toBe('2가')
  expect(josa('8', '으로/로')).toBe('8로')
  expect(josa('10', '을/를')).toBe('10을')
})

test('Latin names go by their last sound, and marks after the word are not read', () => {
  expect(josa('alice', '은/는')).toBe('alice는')
  expect(josa('bob', '은/는')).toBe('bob은')
  expect(josa('Kim', '이/가')).toBe('Kim이')
  expect(josa('‘하늘’', '은/는')).toBe('‘하늘’은')
  expect(josa('민지🐈', '이/가')).toBe('민지🐈가')
})

test('decomposed 한글 counts as composed, and nothing at all does not throw', () => {
  expect(josa('하늘'.normalize('NFD'), '은/는')).toBe(`${'하늘'.normalize('NFD')}은`)
  expect(josa('', '은/는')).toBe('는')
})
