import type { BrowserContext } from '@playwright/test'

/** What a page let its person believe before it died. Told as it happens: a page that is gone cannot be asked. */
export interface Accepted {
  /** Texts that stood in the composer, each as it stood after a change. */
  readonly composed: readonly string[]
  /** Texts that left the composer when Enter was pressed. */
  readonly taken: readonly string[]
  /** First lines of messages that were painted. */
  readonly painted: readonly string[]
}

type Kind = keyof Accepted

/** Runs in the page, before its own code. */
const install = (): void => {
  const { tellAccepted } = window as unknown as { tellAccepted(kind: Kind, text: string): void }
  const fieldOf = (event: Event) => (event.target instanceof HTMLTextAreaElement ? event.target : null)
  let before = ''
  addEventListener('keydown', event => (before = fieldOf(event)?.value ?? ''), true)
  // On the window's way up, when the app has done what it does.
  addEventListener('input', event => {
    const field = fieldOf(event)
    if (field && field.value !== '') tellAccepted('composed', field.value)
  })
  addEventListener('keydown', event => {
    const field = fieldOf(event)
    if (event.key === 'Enter' && field?.value === '' && before !== '') tellAccepted('taken', before)
  })
  const told = new Set<string>()
  const look = (): void => {
    for (const article of document.querySelectorAll<HTMLElement>('[role="log"] article')) {
      const text = article.innerText.split('\n')[0] ?? ''
      if (told.has(text)) continue
      told.add(text)
      tellAccepted('painted', text)
    }
  }
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true })
}

/** Listens to every page that the context opens from now on. */
export const watchAccepted = async (context: BrowserContext): Promise<Accepted> => {
  const accepted: Record<Kind, string[]> = { composed: [], taken: [], painted: [] }
  await context.exposeFunction('tellAccepted', (kind: Kind, text: string) => void accepted[kind].push(text))
  await context.addInitScript(install)
  return accepted
}
