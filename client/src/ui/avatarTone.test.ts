import { expect, test } from 'vitest'
import { avatarTone, avatarTones } from './avatarTone.ts'

test('a tone depends on the id alone: the same on every device, for ever', () => {
  // Published vectors of FNV-1a, 32 bits: 811c9dc5, e40c292c, bf9cf968; the last three bits choose.
  expect(['', 'a', 'foobar'].map(avatarTone)).toEqual(['persimmon', 'rose', 'pine'])
})

test('many ids spread over every tone, none taking more than twice its share', () => {
  const counts = new Map<string, number>()
  for (let at = 0; at < 4000; at += 1) {
    const tone = avatarTone(`account-${at}`)
    counts.set(tone, (counts.get(tone) ?? 0) + 1)
  }
  expect(counts.size).toBe(avatarTones.length)
  expect(Math.max(...counts.values())).toBeLessThan((4000 / avatarTones.length) * 2)
})
