import { fanOut } from './fanOut.ts'
import type { AdmittedUpdate, HotDocument } from './hotDocument.ts'
import type { SyncParts } from './syncParts.ts'

/** What was admitted, on its way to the readers. */
export interface SendChanges {
  (document: HotDocument, admitted: readonly AdmittedUpdate[]): void
  /** Sends what is held, without waiting any longer. */
  flush(): void
}

/**
 * Sends a document's changes at once, but not more often than every `fanOutEveryMs`: what comes sooner after the last goes out together,
 * as one frame. To write to fifty sockets costs ten times what admitting a message costs; a room in which more than 250 messages a
 * second are written is one that nobody reads word by word.
 */
export const makeSendChanges = ({ limits, steadyMs }: Pick<SyncParts, 'limits' | 'steadyMs'>): SendChanges => {
  const held = new Set<HotDocument>()
  let timer: NodeJS.Timeout | null = null

  const send = (document: HotDocument, nowMs: number) => {
    const { unsent } = document
    document.unsent = []
    document.sentMs = nowMs
    fanOut(document, unsent)
  }
  const flush = () => {
    if (timer) clearTimeout(timer)
    timer = null
    const nowMs = steadyMs()
    for (const document of held) if (!document.isGone) send(document, nowMs)
    held.clear()
  }
  const receive = (document: HotDocument, admitted: readonly AdmittedUpdate[]) => {
    document.unsent.push(...admitted)
    if (held.has(document)) return
    const nowMs = steadyMs()
    const waitMs = document.sentMs + limits.fanOutEveryMs - nowMs
    if (waitMs <= 0) return send(document, nowMs)
    held.add(document)
    // Who is held later goes out with the first: one timer for all of them.
    timer ??= setTimeout(flush, waitMs)
  }
  return Object.assign(receive, { flush })
}
