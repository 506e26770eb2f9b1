import { describe, expect, test } from 'vitest'
import css from './tokens.css?raw'
import { avatarTones } from './avatarTone.ts'
import { contrastOf, layOver, readTokens, type Colour } from './readTokens.ts'

const light = readTokens(css, 'light')
const dark = readTokens(css, 'dark')
const themes = { light, dark }

/** Text or drawing on a ground, with the least contrast it may have there: 4.5 for text, 3 for drawings and borders (WCAG 2.2, 1.4.3 and 1.4.11). */
const pairs: readonly (readonly [token: string, ground: string, least: number])[] = [
  ...['canvas', 'paper', 'sunk', 'wall', 'wall-far', 'wall-corner', 'other'].flatMap(ground => [
    ['ink', ground, 4.5] as const,
    ['ink-2', ground, 4.5] as const,
  ]),
  ...['canvas', 'paper', 'sunk', 'wall', 'other'].map(ground => ['ink-3', ground, 4.5] as const),
  ...['canvas', 'paper', 'sunk'].flatMap(ground => [
    ['edge', ground, 3] as const,
    ['frame', ground, 3] as const,
    ['lamp', ground, 3] as const,
    ['jade', ground, 4.5] as const,
    ['rose', ground, 4.5] as const,
    ['danger', ground, 4.5] as const,
    ['lamp-ink', ground, 4.5] as const,
  ]),
  ['on-jade', 'jade', 4.5],
  ['on-jade', 'jade-press', 4.5],
  ['jade-ink', 'jade-wash', 4.5],
  ['lamp-ink', 'lamp-wash', 4.5],
  ['on-rose', 'rose', 4.5],
  ['rose-ink', 'rose-wash', 4.5],
  ['rose-ink', 'wall-far', 4.5],
  ['on-own', 'own', 4.5],
  ['on-own-2', 'own', 4.5],
  ['on-other-2', 'other', 4.5],
  ['on-danger', 'danger', 4.5],
  ['on-danger', 'danger-press', 4.5],
  ['danger', 'danger-wash', 4.5],
  ...avatarTones.map(tone => [`on-tone-${tone}`, `tone-${tone}`, 4.5] as const),
]

const colour = (theme: keyof typeof themes, token: string): Colour => {
  const found = themes[theme].get(token)
  if (!found) throw new Error(`tokens.css has no colour --${token}`)
  return found
}

describe.each(['light', 'dark'] as const)('%s', theme => {
  test.each(pairs)('%s on %s reaches %d', (token, ground, least) => {
    expect(contrastOf(colour(theme, token), colour(theme, ground))).toBeGreaterThanOrEqual(least)
  })

  test('text on a wall stays readable in the beam of the window', () => {
    for (const [beam, ground] of [
      ['beam-hero', 'wall'],
      ['beam-empty', 'paper'],
      ['beam-row', 'paper'],
    ] as const) {
      const lit = layOver(colour(theme, beam), colour(theme, ground))
      expect(contrastOf(colour(theme, 'ink'), lit)).toBeGreaterThanOrEqual(4.5)
      expect(contrastOf(colour(theme, 'ink-2'), lit)).toBeGreaterThanOrEqual(4.5)
    }
  })
})

test('the worst ratios are those the palette was drawn with', () => {
  const ratio = (theme: keyof typeof themes, token: string, ground: string) =>
    Number(contrastOf(colour(theme, token), colour(theme, ground)).toFixed(2))
  expect(ratio('light', 'edge', 'sunk')).toBe(3.27)
  expect(ratio('dark', 'edge', 'paper')).toBe(4.27)
  expect(ratio('light', 'ink', 'wall-corner')).toBe(10.15)
  expect(ratio('light', 'ink-2', 'wall-corner')).toBe(4.92)
  expect(ratio('light', 'ink-3', 'wall')).toBe(4.66)
  expect(ratio('light', 'jade', 'sunk')).toBe(5.89)
  expect(ratio('dark', 'jade', 'other')).toBe(8.14)
  expect(ratio('light', 'rose', 'sunk')).toBe(5.25)
  expect(ratio('dark', 'danger', 'danger-wash')).toBe(6.88)
  expect(ratio('dark', 'lamp-ink', 'lamp-wash')).toBe(8.85)
})
