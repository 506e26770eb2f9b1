import { createSignal } from 'solid-js'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** public/theme.js reads the same key before the first paint. */
const key = 'sarangbang.theme'

const kept = (): Theme => {
  try {
    return themes.find(theme => theme === localStorage.getItem(key)) ?? 'system'
  } catch {
    // Storage may be forbidden altogether; then the system decides.
    return 'system'
  }
}

const [chosen, setChosen] = createSignal<Theme>(kept())

/** What this device was told: follow the system, or always one of the two. Reactive. */
export const theme = chosen

/** Applies a theme to the whole page and remembers it where storage allows. */
export const chooseTheme = (next: Theme): void => {
  setChosen(next)
  const root = document.documentElement
  if (next === 'system') delete root.dataset['theme']
  else root.dataset['theme'] = next
  document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]').forEach(meta => {
    // The two tags differ by media query; a chosen theme overrides both.
    const dark = next === 'dark' || (next === 'system' && meta.media.includes('dark'))
    meta.content = dark ? '#161311' : '#F3F0EA'
  })
  try {
    localStorage.setItem(key, next)
  } catch {
    return
  }
}
