import type { HotDocument } from './hotDocument.ts'
import type { SyncParts } from './syncParts.ts'

/** When documents admit what has come for them. */
export interface AdmissionTurns {
  /** Something came for a document. */
  add(document: HotDocument): void
  /** Lets all that wait admit now. */
  flush(): void
}

/**
 * A document admits at the end of the turn of the event loop in which something came, but not more often than every `admitEveryMs`: what
 * comes sooner after the last is admitted together. An admission, and a frame to each of fifty readers, cost ten times what one more
 * message in them costs; a room in which more than 250 messages a second are written is one that nobody reads word by word.
 */
export const makeAdmissionTurns = (
  { limits, steadyMs }: Pick<SyncParts, 'limits' | 'steadyMs'>,
  admit: (document: HotDocument) => void,
): AdmissionTurns => {
  const ofThisTurn = new Set<HotDocument>()
  const held = new Set<HotDocument>()
  let timer: NodeJS.Timeout | null = null

  const admitAll = (documents: Set<HotDocument>) => {
    const nowMs = steadyMs()
    for (const document of documents) {
      document.admittedMs = nowMs
      admit(document)
    }
    documents.clear()
  }
  const endTurn = () => {
    const nowMs = steadyMs()
    for (const document of ofThisTurn) {
      const waitMs = document.admittedMs + limits.admitEveryMs - nowMs
      if (waitMs <= 0) continue
      ofThisTurn.delete(document)
      held.add(document)
      // Who is held later is let in with the first: one timer for all of them.
      timer ??= setTimeout(admitHeld, waitMs)
    }
    admitAll(ofThisTurn)
  }
  const admitHeld = () => {
    if (timer) clearTimeout(timer)
    timer = null
    admitAll(held)
  }
  return {
    add(document) {
      if (held.has(document)) return
      if (ofThisTurn.size === 0) setImmediate(endTurn)
      ofThisTurn.add(document)
    },
    flush() {
      admitHeld()
      admitAll(ofThisTurn)
    },
  }
}
