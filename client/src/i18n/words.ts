import { createSignal } from 'solid-js'
import type { Dictionary } from './ko.ts'
import type { Language } from './language.ts'

interface Active {
  readonly language: Language
  readonly dictionary: Dictionary
}

const [active, setActive] = createSignal<Active>()

/** Only the active dictionary is fetched; the other stays at the relay (or in the service worker's cache) until it is chosen. */
const dictionaries: Record<Language, () => Promise<Dictionary>> = {
  ko: () => import('./ko.ts').then(module => module.ko),
  en: () => import('./en.ts').then(module => module.en),
}

const present = (): Active => {
  const found = active()
  if (!found) throw new Error('words: loadWords() must resolve before anything is drawn')
  return found
}

/** Every sentence of the program in the language in use: `words().chat.compose`. Reactive: read it in JSX. */
export const words = (): Dictionary => present().dictionary

/** The language in use. Reactive. */
export const language = (): Language => present().language

/** Fetches a language and switches to it, live. */
export const loadWords = async (next: Language): Promise<void> => {
  const dictionary = await dictionaries[next]()
  document.documentElement.lang = next
  setActive({ language: next, dictionary })
}
