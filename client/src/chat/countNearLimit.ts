/** Same limit as a message entry's text (shared/src/room/entry.ts). */
export const maxTextGraphemes = 20_000
const warnFrom = 19_000
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * How many graphemes are left, once that is worth knowing; negative over the limit, `null` far below. A text has at most as many
 * graphemes as code units, so short ones are never segmented, and counting stops at twice the limit.
 */
export const countNearLimit = (text: string): number | null => {
  if (text.length < warnFrom) return null
  let graphemes = 0
  for (const _ of segmenter.segment(text)) {
    if (++graphemes > 2 * maxTextGraphemes) break
  }
  return graphemes < warnFrom ? null : maxTextGraphemes - graphemes
}
