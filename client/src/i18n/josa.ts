/** The pairs a sentence may need: after a final consonant, after a vowel. */
const pairs = {
  '은/는': ['은', '는'],
  '이/가': ['이', '가'],
  '을/를': ['을', '를'],
  '과/와': ['과', '와'],
  '아/야': ['아', '야'],
  '이에요/예요': ['이에요', '예요'],
  '으로/로': ['으로', '로'],
} as const
export type JosaPair = keyof typeof pairs

type Ending = 'vowel' | 'consonant' | 'rieul'

/** Digits as read aloud in Korean: 영 일 이 삼 사 오 육 칠 팔 구. */
const digitEndings: readonly Ending[] = [
  'consonant',
  'rieul',
  'vowel',
  'consonant',
  'vowel',
  'vowel',
  'consonant',
  'rieul',
  'rieul',
  'vowel',
]

const endingOf = (word: string): Ending => {
  // Quotation marks, emoji and the like are not read: the last letter or digit decides.
  const last = word.normalize('NFC').match(/[\p{L}\p{N}](?=[^\p{L}\p{N}]*$)/u)?.[0] ?? ''
  const code = last.codePointAt(0) ?? 0
  if (code >= 0xac00 && code <= 0xd7a3) {
    // A syllable is (onset × 21 + vowel) × 28 + coda; coda 0 is none, 8 is ㄹ (Unicode 3.12).
    const coda = (code - 0xac00) % 28
    return coda === 0 ? 'vowel' : coda === 8 ? 'rieul' : 'consonant'
  }
  if (/[0-9]/.test(last)) return digitEndings[Number(last)] ?? 'vowel'
  // Latin words by how Korean writes their last sound: -l 을, -m -n and the stops that close a syllable.
  if (/l/i.test(last)) return 'rieul'
  return /[mnbpkct]/i.test(last) ? 'consonant' : 'vowel'
}

/** The word with the particle that fits its last sound: `josa('하늘', '은/는')` is 하늘은, `josa('도윤이네 3', '으로/로')` is …3으로. */
export const josa = (word: string, pair: JosaPair): string => {
  const [afterConsonant, afterVowel] = pairs[pair]
  const ending = endingOf(word)
  // 으로/로 alone treats ㄹ as a vowel: 서울로, 연필로.
  const open = ending === 'vowel' || (ending === 'rieul' && pair === '으로/로')
  return word + (open ? afterVowel : afterConsonant)
}
