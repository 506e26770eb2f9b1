/** Lines shown of a long message before 더 보기; the same number is the style sheet's `12lh`. */
export const foldedLines = 12
/** Twelve lines of the widest bubble hold about 900 Latin letters; more than this can never be visible while folded. */
const mostShown = 1_400
/** Below this no bubble, however narrow and large its letters, is worth measuring: 12 lines of 8 syllables. */
const fewest = 96

/**
 * The part of a long text worth rendering while it is folded; a cut text costs the layout the same whatever its length.
 * @returns `text` itself where it certainly fits; otherwise `measured`: whether it really is over 12 lines is for the screen to see.
 */
export const foldText = (text: string): { readonly text: string; readonly measured: boolean } => {
  if (text.length < fewest && countLines(text) <= foldedLines) return { text, measured: false }
  if (text.length <= mostShown) return { text, measured: true }
  const last = text.charCodeAt(mostShown - 1)
  const splitsPair = last >= 0xd800 && last < 0xdc00
  return { text: text.slice(0, splitsPair ? mostShown - 1 : mostShown), measured: true }
}

const countLines = (text: string): number => text.split('\n', foldedLines + 1).length
