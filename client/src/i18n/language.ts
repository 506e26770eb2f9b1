export const languages = ['ko', 'en'] as const
export type Language = (typeof languages)[number]

/** What each language calls itself: the same in every dictionary. */
export const languageNames: Record<Language, string> = { ko: '한국어', en: 'English' }

const isLanguage = (text: string | null): text is Language => languages.some(language => language === text)

const key = 'sarangbang.language'

/**
 * The language to start with: the one chosen on this device, else the first of the browser's wishes that we speak, else Korean.
 * `chosen` comes from storage and may be anything.
 */
export const pickLanguage = (chosen: string | null, wished: readonly string[]): Language => {
  if (isLanguage(chosen)) return chosen
  const spoken = wished.map(tag => tag.slice(0, 2).toLowerCase()).find(isLanguage)
  return spoken ?? 'ko'
}

/** Reads the choice kept on this device. Storage may be forbidden altogether; then there is none. */
export const startLanguage = (): Language => {
  try {
    return pickLanguage(localStorage.getItem(key), navigator.languages)
  } catch {
    return pickLanguage(null, navigator.languages)
  }
}

/** Remembers the choice where storage allows it; elsewhere it lasts until the page is left. */
export const keepLanguage = (language: Language): void => {
  try {
    localStorage.setItem(key, language)
  } catch {
    return
  }
}
