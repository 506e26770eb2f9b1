import type { Page } from '@playwright/test'

export interface SeenMessage {
  readonly text: string
  /** What a screen reader says: who, when, what, tick. */
  readonly label: string
}

/**
 * Every message of the open room from top to bottom, by scrolling through it as a person would: the list draws only what is near the
 * screen. A message that stands in it twice comes twice.
 */
export const readTimeline = (page: Page): Promise<readonly SeenMessage[]> =>
  page.getByRole('log').evaluate(async log => {
    const frame = () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    const found = new Map<string, { readonly top: number; readonly text: string; readonly label: string }>()
    const collect = (): void => {
      const base = log.getBoundingClientRect().top - log.scrollTop
      for (const article of log.querySelectorAll<HTMLElement>('[role="article"], article')) {
        const top = article.getBoundingClientRect().top - base
        const text = article.innerText.split('\n')[0] ?? ''
        found.set(article.id, { top, text, label: article.getAttribute('aria-label') ?? '' })
      }
    }
    // A room that has just been opened is brought to its end once its rows are measured, and would take the reader along.
    for (let still = 0; still < 5; still++) {
      if (log.scrollTop > 0) still = 0
      log.scrollTop = 0
      await frame()
    }
    for (;;) {
      collect()
      const before = log.scrollTop
      log.scrollTop += log.clientHeight / 2
      await frame()
      if (log.scrollTop === before) break
    }
    collect()
    return [...found.values()].sort((one, other) => one.top - other.top).map(({ text, label }) => ({ text, label }))
  })
