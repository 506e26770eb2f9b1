import type { AccountRates } from './accountRates.ts'
import type { AskMissing } from './askMissing.ts'
import type { CatchUp } from './catchUp.ts'
import { compactDocument, needsCompaction } from './compactDocument.ts'
import { dropSlowest } from './dropSlowest.ts'
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
  /** Documents erased before a crash that nobody has opened since; `null` until the store has named them. */
  let unfinished: Awaited<ReturnType<typeof store.holdingErased>> | null = null

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
  const finishErasures = async () => {
    unfinished ??= await store.holdingErased()
    while (unfinished.length > 0) {
      const [name, ...rest] = unfinished
      if (name) await documents.open(name)
      unfinished = rest
    }
  }
  const compact = async (): Promise<boolean> => {
    let isDone = unfinished?.length === 0 || (await attempt('finishing erasures', finishErasures))
    for (const document of documents.all()) {
      if (isEnded) return true
      if (!needsCompaction(document, parts)) continue
      const isCompacted = await attempt('compaction', async () => {
        if (await compactDocument(document, parts)) mustScrub = true
      })
      isDone &&= isCompacted
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
