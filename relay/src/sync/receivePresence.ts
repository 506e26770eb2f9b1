import { encodeAwareness, type AwarenessEntry } from './encodeMessage.ts'
import type { HotDocument, SyncSocket } from './hotDocument.ts'
import type { SyncParts } from './syncParts.ts'

export interface ReceivePresence {
  (socket: SyncSocket, entries: readonly AwarenessEntry[]): void
  /** Everybody present, as a socket asked. Not where it asks too often: the answer is a thousand times the question, and it heard all news. */
  answer(socket: SyncSocket): void
  /** A socket closed: tells the others who left. */
  leave(socket: SyncSocket): void
  /** Passes on what a socket said too quickly. */
  due(): void
}

/**
 * Awareness from one socket to the others of its document, once per turn of the event loop. Somebody who says too much at once is
 * passed on at the next tick, the newest state of each client alone: nothing stays wrong for longer than that.
 */
export const makeReceivePresence = ({ steadyMs }: SyncParts): ReceivePresence => {
  const fresh = new Map<HotDocument, Map<number, SyncSocket>>()
  const late = new Map<HotDocument, Map<number, SyncSocket>>()
  let isScheduled = false

  const passOn = (from: Map<HotDocument, Map<number, SyncSocket>>) => {
    for (const [document, speakers] of from) {
      const [speaker] = new Set(speakers.values()).size === 1 ? speakers.values() : []
      tell(document, [...speakers.keys()].map(client => document.presence.get(client)).filter(isEntry), speaker)
    }
    from.clear()
  }
  const receive = (socket: SyncSocket, entries: readonly AwarenessEntry[]) => {
    const { document, identity } = socket
    const news = document.presence.hear(entries, identity.account, socket, steadyMs())
    if (news.length === 0) return
    const target = socket.presences.take(1, steadyMs()) ? fresh : late
    let clients = target.get(document)
    if (!clients) target.set(document, (clients = new Map()))
    for (const { client } of news) clients.set(client, socket)
    if (target === late || isScheduled) return
    isScheduled = true
    setImmediate(() => {
      isScheduled = false
      passOn(fresh)
    })
  }
  return Object.assign(receive, {
    answer(socket: SyncSocket) {
      if (!socket.presences.take(1, steadyMs())) return
      const everybody = socket.document.presence.all()
      if (everybody.length > 0) socket.outlet.send(encodeAwareness(everybody))
    },
    leave(socket: SyncSocket) {
      tell(socket.document, socket.document.presence.leave(socket, steadyMs()), socket)
    },
    due: () => passOn(late),
  } satisfies Partial<ReceivePresence>)
}

const isEntry = (entry: AwarenessEntry | undefined): entry is AwarenessEntry => entry !== undefined

/** @param except who need not be told, having said it. */
const tell = (document: HotDocument, entries: readonly AwarenessEntry[], except: SyncSocket | undefined): void => {
  if (entries.length === 0) return
  let frame: Buffer | null = null
  for (const socket of document.sockets) if (socket !== except) socket.outlet.send((frame ??= encodeAwareness(entries)))
}
