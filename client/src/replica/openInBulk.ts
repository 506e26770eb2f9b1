import type { Envelope } from '@sarangbang/shared/crypto/envelope.ts'
import type { EpochId } from '@sarangbang/shared/crypto/ids.ts'
import type { Result } from '@sarangbang/shared/result.ts'
import type { OpenedEntry } from '@sarangbang/shared/room/entry.ts'
import { openedOf, type UnopenedReason } from './openedOf.ts'
import { within } from './store/within.ts'

type Opened = Result<OpenedEntry, UnopenedReason>
export interface BulkQuestion {
  readonly id: number
  readonly document: string
  readonly envelopes: readonly Envelope[]
  readonly keys: ReadonlyMap<EpochId, Uint8Array>
}
export interface BulkAnswer {
  readonly id: number
  readonly results: readonly Opened[]
}

/** Below this the way to the worker and back (about 2 ms) costs more than opening here; 100 take about 2 ms. */
const bulkAt = 100
/** A month of 100,000 takes under 2 s, in a worker that starts in one. */
const limitMs = 10_000

let worker: Worker | null = null
let asked = 0
const waiting = new Map<number, PromiseWithResolvers<readonly Opened[]>>()

const startWorker = (): Worker => {
  const started = new Worker(new URL('./bulkOpening.worker.ts', import.meta.url), { type: 'module', name: 'opening' })
  started.onmessage = ({ data }: MessageEvent<BulkAnswer>) => {
    waiting.get(data.id)?.resolve(data.results)
    waiting.delete(data.id)
  }
  const giveUp = (): void => {
    // It did not load, or cannot answer: whoever waits opens here, slower.
    for (const one of waiting.values()) one.reject(new Error('no worker'))
    waiting.clear()
    started.terminate()
    if (worker === started) worker = null
  }
  started.onerror = giveUp
  started.onmessageerror = giveUp
  return started
}

/** Starts the worker while a room's documents are still being read: it takes as long to come as they do. */
export const expectBulk = (): void => {
  if (typeof Worker !== 'undefined') worker ??= startWorker()
}

const askWorker = async (question: Omit<BulkQuestion, 'id'>): Promise<readonly Opened[]> => {
  worker ??= startWorker()
  const one = Promise.withResolvers<readonly Opened[]>()
  const id = ++asked
  waiting.set(id, one)
  worker.postMessage({ ...question, id } satisfies BulkQuestion)
  return one.promise
}

/** Opens envelopes of one document, in order: few at once here and now, many in a worker. */
export const openInBulk = async (
  document: string,
  envelopes: readonly Envelope[],
  keyOf: (epoch: EpochId) => Uint8Array | null,
): Promise<readonly Opened[]> => {
  const here = () => envelopes.map(envelope => openedOf(document, envelope, keyOf))
  if (envelopes.length < bulkAt) return here()
  const keys = new Map<EpochId, Uint8Array>()
  for (const { epoch } of envelopes) {
    const key = epoch === null || keys.has(epoch) ? null : keyOf(epoch)
    if (epoch !== null && key !== null) keys.set(epoch, key)
  }
  // A worker that the system has taken away says nothing at all.
  return within(askWorker({ document, envelopes, keys }), limitMs, 'open in bulk').catch(here)
}
