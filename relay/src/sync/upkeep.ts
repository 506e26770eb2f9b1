import type { AccountRates } from './accountRates.ts'
import type { AskMissing } from './askMissing.ts'
import type { CatchUp } from './catchUp.ts'
import { compactDocument, needsCompaction } from './compactDocument.ts'
import { dropSlowest } from './dropSlowest.ts'
import type { HotDocument } from './hotDocument.ts'
import type { HotDocuments } from './hotDocuments.ts'
import { keepAlive, tickMs } from './keepAlive.ts'
import type { ReceivePresence } from './receivePresence.ts'
import type { SyncParts } from './syncParts.ts'

export interface UpkeepParts {
  readonly documents: HotDocuments
  readonly rates: AccountRates
  readonly askMissing: AskMissing
  readonly catchUp: CatchUp
  readonly receivePresence: ReceivePresence
}

export interface Upkeep {
  /** Rows were deleted: at the next tick nothing of them stays in the files. */
  scrubSoon(): void
  end(): void
}

/** A disk that refuses is asked again after this, twice as long each time, up to a minute. */
const firstRetryMs = 1000
const lastRetryMs = 60_000

/**
 * The relay's one timer: once a second it looks after every socket and every document in memory. What was erased leaves the disk by the
 * next tick but one.
 */
export const makeUpkeep = (
  parts: SyncParts,
  { documents, rates, askMissing, catchUp, receivePresence }: UpkeepParts,
): Upkeep => {
  const { store, limits, log, steadyMs } = parts
  // Also at the start: a process that was killed between a compaction and its scrub left what was erased in the write-ahead log.
  let mustScrub = true
  let isEnded = false
  let isWorking = false
  let retryMs = firstRetryMs
  let restUntilMs = 0
  /** Whether the store has named the documents that were erased before a crash. */
  let areFound = false

  /** @returns whether the disk did what it was asked. A document that cannot be compacted keeps no other from it. */
  const attempt = async (what: string, work: () => Promise<void>): Promise<boolean> => {
    try {
      await work()
      return true
    } catch (error) {
      // The store is closing, and all of this is done again at the next start.
      if (!isEnded) log.warn({ error: String(error), retryMs }, `${what} failed; tried again`)
      return false
    }
  }
  const findErased = async () => {
    for (const name of await store.holdingErased()) documents.owed.add(name)
    areFound = true
  }
  const compactOne = (document: HotDocument): Promise<boolean> =>
    attempt('compaction', async () => {
      if (await compactDocument(document, parts)) mustScrub = true
    })
  /** One that is not in memory. At once when it is loaded: a moment later it may have been let go again. */
  const compactOwed = async (name: HotDocument['name']): Promise<boolean> => {
    const document = await documents.open(name)
    // The log has said why. A damaged one is not asked for again before the next start: somebody has to mend it.
    if (!document.ok && document.error.kind === 'store-failed') return false
    documents.owed.delete(name)
    return !document.ok || !needsCompaction(document.value, parts) || compactOne(document.value)
  }
  const compact = async (): Promise<boolean> => {
    let isDone = areFound || (await attempt('finding what was erased', findErased))
    // Those there are now: one that cannot be compacted is let go and owed again.
    const owed = [...documents.owed]
    for (const name of owed) {
      if (isEnded) return true
      isDone = (await compactOwed(name)) && isDone
    }
    for (const document of documents.all()) {
      if (isEnded) return true
      if (needsCompaction(document, parts)) isDone = (await compactOne(document)) && isDone
    }
    if (!mustScrub || isEnded) return isDone
    const isScrubbed = await attempt('taking erased bytes from the disk', async () => {
      // Before, not after: what is deleted meanwhile asks for one more.
      mustScrub = false
      // `false`: another reader holds the file, a backup that will end.
      mustScrub ||= !(await store.scrub())
    })
    if (!isScrubbed) mustScrub = true
    return isDone && isScrubbed
  }
  const work = async () => {
    if (isWorking || steadyMs() < restUntilMs) return
    isWorking = true
    const isDone = await compact()
    isWorking = false
    restUntilMs = isDone ? 0 : steadyMs() + retryMs
    retryMs = isDone ? firstRetryMs : Math.min(retryMs * 2, lastRetryMs)
  }
  const tick = () => {
    const nowMs = steadyMs()
    for (const document of documents.all()) {
      for (const socket of document.sockets) {
        keepAlive(socket, parts)
        askMissing.due(socket)
      }
      document.presence.forget(nowMs)
    }
    dropSlowest(documents.all(), limits.outgoingBytesOfRelay)
    receivePresence.due()
    catchUp.forget()
    rates.forget(nowMs)
    documents.evict()
    void work()
  }
  void work()
  const timer = setInterval(tick, tickMs)
  timer.unref()
  return {
    scrubSoon: () => (mustScrub = true),
    end() {
      isEnded = true
      clearInterval(timer)
    },
  }
}
