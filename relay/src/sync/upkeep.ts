import type { AskMissing } from './askMissing.ts'
import type { CatchUp } from './catchUp.ts'
import { compactDocument, needsCompaction } from './compactDocument.ts'
import type { HotDocuments } from './hotDocuments.ts'
import { keepAlive, tickMs } from './keepAlive.ts'
import type { ReceivePresence } from './receivePresence.ts'
import type { SyncParts } from './syncParts.ts'

export interface UpkeepParts {
  readonly documents: HotDocuments
  readonly askMissing: AskMissing
  readonly catchUp: CatchUp
  readonly receivePresence: ReceivePresence
}

export interface Upkeep {
  /** Rows were deleted: at the next tick nothing of them stays in the files. */
  scrubSoon(): void
  end(): void
}

/**
 * The relay's one timer: once a second it looks after every socket and every document in memory. What was erased leaves the disk by the
 * next tick but one.
 */
export const makeUpkeep = (
  parts: SyncParts,
  { documents, askMissing, catchUp, receivePresence }: UpkeepParts,
): Upkeep => {
  const { store, log, steadyMs } = parts
  let mustScrub = false
  let isWorking = false

  const compact = async () => {
    for (const document of documents.all()) {
      if (needsCompaction(document, parts) && (await compactDocument(document, parts))) mustScrub = true
    }
    if (mustScrub && (await store.scrub())) mustScrub = false
  }
  /** Erased before a crash, and nobody has opened the document since. */
  const finishErasures = async () => {
    for (const name of await store.holdingErased()) await documents.open(name)
  }
  const work = (what: () => Promise<void>) => {
    if (isWorking) return
    isWorking = true
    void what()
      .catch((error: unknown) => log.warn({ error: String(error) }, 'compaction failed; tried again in a second'))
      .finally(() => (isWorking = false))
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
    receivePresence.due()
    catchUp.forget()
    documents.evict()
    work(compact)
  }
  work(finishErasures)
  const timer = setInterval(tick, tickMs)
  timer.unref()
  return {
    scrubSoon: () => (mustScrub = true),
    end: () => clearInterval(timer),
  }
}
