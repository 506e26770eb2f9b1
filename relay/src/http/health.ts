import type { Store } from '../store/store.ts'
import type { App } from './mount.ts'
import { problemResponse } from './refusal.ts'

export interface HealthContext {
  readonly store: Pick<Store, 'ping'>
  /** Whether the relay takes work: `false` while it stops, or while the disk refuses what it admitted. */
  readonly isTaking: () => boolean
}

/**
 * `/health`: the process answers; restart it when it does not. `/ready`: it can do its work; send it nobody while it cannot
 * (promise O3).
 */
export const mountHealth = (app: App, { store, isTaking }: HealthContext): void => {
  const headers = { 'cache-control': 'no-store' }
  app.get('/health', c => c.json({ state: 'alive' }, 200, headers))
  app.get('/ready', async c => {
    const answers = await store.ping().then(
      () => true,
      () => false,
    )
    return answers && isTaking()
      ? c.json({ state: 'ready' }, 200, headers)
      : problemResponse({ kind: 'unavailable', retryAfterS: 5 })
  })
}
