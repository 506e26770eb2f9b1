import { describe, expect, test } from 'vitest'
import { en } from './en.ts'
import { ko } from './ko.ts'

type Sentence = string | ((...facts: never[]) => string)
const features = Object.keys(ko) as (keyof typeof ko)[]
/** Any fact will do here: a name, a count. A function of names gets a name, one of counts a count; `5` reads as both. */
const said = (sentence: Sentence): string =>
  typeof sentence === 'string'
    ? sentence
    : ((sentence as (...facts: unknown[]) => unknown)(...Array(sentence.length).fill('5')) as string)
const sentencesOf = (dictionary: typeof ko, feature: keyof typeof ko): [string, unknown][] =>
  Object.entries(dictionary[feature] as Record<string, unknown>)

describe.each(features)('%s', feature => {
  const korean = sentencesOf(ko, feature).filter((pair): pair is [string, Sentence] =>
    ['string', 'function'].includes(typeof pair[1]),
  )
  const english = sentencesOf(en, feature).filter((pair): pair is [string, Sentence] =>
    ['string', 'function'].includes(typeof pair[1]),
  )

  test('both languages say the same things', () => {
    expect(english.map(([name]) => name).sort()).toEqual(korean.map(([name]) => name).sort())
    expect(korean.length).toBeGreaterThan(0)
  })

  test('Korean is 해요체 without exclamation marks, 고객님 or jargon', () => {
    for (const [name, sentence] of korean) {
      const text = String(said(sentence))
      expect(text, name).not.toMatch(/!|고객님|릴레이|서버에 오류/)
      expect(text.trim(), name).not.toBe('')
    }
  })

  test('English holds no 한글 but names of languages, and no exclamation marks', () => {
    for (const [name, sentence] of english) {
      const text = String(said(sentence))
      expect(text, name).not.toMatch(/[가-힣!]|oops/i)
      expect(text.trim(), name).not.toBe('')
    }
  })
})

test('English counts', () => {
  expect(en.faults.rateLimitedFor(1)).toContain('1 second.')
  expect(en.faults.rateLimitedFor(2)).toContain('2 seconds.')
})
