import { fromUtf8, toUtf8 } from '../crypto/utf8.ts'
import { fail, ok, type Result } from '../result.ts'
import { maxTextBytes } from './entryFormat.ts'

/** What a person counts as characters; a text of Hangul this long is a little under `maxTextBytes`. */
export const maxTextGraphemes = 20_000

export type TextFault =
  /** Nothing, or nothing that can be seen: white space, joiners, fillers, direction marks. */
  | { readonly kind: 'text-empty' }
  | { readonly kind: 'text-too-long'; readonly graphemes: number; readonly max: number }
  /** Few graphemes of many bytes each. */
  | { readonly kind: 'text-too-large'; readonly bytes: number; readonly max: number }

/** Unicode UAX #44, Default_Ignorable_Code_Point: what is drawn as nothing, the Hangul filler included. */
const nothingToSee = /^[\s\p{Default_Ignorable_Code_Point}]*$/u

/**
 * A text as it is going to be kept: NFC, well-formed, within bounds.
 * @param text - as typed.
 * @param segmenter - of granularity `grapheme`; asked only when the answer is not plain from the length.
 */
export const checkText = (text: string, segmenter: Intl.Segmenter): Result<string, TextFault> => {
  const bytes = toUtf8(text.normalize('NFC'))
  // Once through UTF-8: a lone surrogate, which cannot be kept, shows at once as what others will see.
  const kept = fromUtf8(bytes) ?? ''
  if (nothingToSee.test(kept)) return fail({ kind: 'text-empty' })
  // A grapheme is one code unit at least; and four times the limit need no exact count to be too much work to make one.
  if (kept.length > maxTextGraphemes) {
    const graphemes = kept.length > 4 * maxTextBytes ? kept.length : [...segmenter.segment(kept)].length
    if (graphemes > maxTextGraphemes) return fail({ kind: 'text-too-long', graphemes, max: maxTextGraphemes })
  }
  if (bytes.length > maxTextBytes) return fail({ kind: 'text-too-large', bytes: bytes.length, max: maxTextBytes })
  return ok(kept)
}
