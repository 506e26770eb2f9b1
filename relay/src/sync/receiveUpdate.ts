import type { MissingDependency, Refusal } from '@sarangbang/shared/room/documentLog.ts'
import * as Y from 'yjs'
import type { HotDocument, IncomingUpdate, SyncSocket } from './hotDocument.ts'
import { SenderSet } from './senderSet.ts'
import type { SyncParts } from './syncParts.ts'
import { makeTokenBucket } from './tokenBucket.ts'

export interface ReceiveUpdate {
  (socket: SyncSocket, update: Uint8Array): void
  /**
   * Takes nothing more, and resolves when everything received before was admitted or refused. What comes after it is not
   * acknowledged: its writer still has it. Without that, writers that go on would keep a relay from stopping.
   */
  settle(): Promise<void>
}

export interface ReceiveUpdateParts extends SyncParts {
  /** The disk has refused for so long that nothing more may be taken in. */
  isFull(): boolean
  /** Something it builds on is missing: ask the socket for it (step 1). */
  askAgain(socket: SyncSocket): void
}

/**
 * Takes updates from sockets into their document. What arrives for one document in one turn of the event loop is admitted
 * together: one inspection, its signatures checked side by side, one transaction. Where the whole is refused, or cannot be merged, each
 * is admitted by itself, so that a bad one harms nobody but its sender.
 */
export const makeReceiveUpdate = (parts: ReceiveUpdateParts): ReceiveUpdate => {
  const { limits, steadyMs } = parts
  const waiting = new Set<HotDocument>()
  const running = new Set<Promise<void>>()
  let isScheduled = false
  let isStopping = false

  const run = () => {
    isScheduled = false
    for (const document of waiting) {
      if (document.isAdmitting) continue
      const admission = admitAll(document)
      running.add(admission)
      void admission.finally(() => running.delete(admission))
    }
    waiting.clear()
  }
  const admitAll = async (document: HotDocument) => {
    document.isAdmitting = true
    while (document.incoming.length > 0 && !document.isGone) {
      const batch = takeBatch(document.incoming, limits.updatesTogether, limits.bytesTogether)
      await admitTogether(document, batch)
      for (const { socket, update } of batch) {
        socket.unadmittedBytes -= update.length
        if (socket.unadmittedBytes <= limits.unadmittedBytes / 2) socket.intake.release('admission')
      }
    }
    document.isAdmitting = false
  }
  const admitTogether = async (document: HotDocument, batch: readonly IncomingUpdate[]) => {
    const merged = batch.length > 1 ? mergeOrNull(batch.map(({ update }) => update)) : null
    if (merged) {
      // `null`: nothing of several senders is held to wait for a proof; by itself each may wait.
      const result = await document.log.admit(merged, new SenderSet(batch.map(({ socket }) => socket)), null)
      if (result.ok) return
    }
    for (const { socket, update } of batch) {
      const result = await document.log.admit(update, new SenderSet([socket]), socket)
      if (!result.ok) answer(socket, result.error)
    }
  }
  const answer = (socket: SyncSocket, error: Refusal | MissingDependency) => {
    if (error.kind === 'missing-dependency') return parts.askAgain(socket)
    parts.log.warn(
      { document: socket.document.name, account: socket.identity.account, kind: error.kind },
      'update refused',
    )
    socket.outlet.close('refused')
  }

  const receive = (socket: SyncSocket, update: Uint8Array) => {
    if (update.length === 2 && update[0] === 0 && update[1] === 0) return // "nothing new": how an up-to-date client answers
    if (isStopping) return
    if (parts.isFull()) return socket.outlet.close('overload')
    if (!mayBringClients(socket, update)) {
      parts.log.warn({ document: socket.document.name, account: socket.identity.account }, 'too many new clients')
      return socket.outlet.close('overload')
    }
    socket.document.incoming.push({ socket, update })
    socket.unadmittedBytes += update.length
    if (socket.unadmittedBytes > limits.unadmittedBytes) socket.intake.hold('admission')
    waiting.add(socket.document)
    if (!isScheduled) setImmediate(run)
    isScheduled = true
  }
  const mayBringClients = ({ document, identity: { account } }: SyncSocket, update: Uint8Array): boolean => {
    const clients = newClientsOf(document, update)
    if (clients.length === 0) return true
    let bucket = document.newClients.get(account)
    if (!bucket) {
      bucket = makeTokenBucket(limits.newClientsPerHour / 3600, limits.newClientsPerHour, steadyMs())
      document.newClients.set(account, bucket)
    }
    if (!bucket.take(clients.length, steadyMs())) return false
    for (const client of clients) document.countedClients.add(client)
    return true
  }
  return Object.assign(receive, {
    async settle() {
      isStopping = true
      if (isScheduled) await new Promise(resolve => void setImmediate(resolve))
      while (running.size > 0) await Promise.all(running)
    },
  })
}

const takeBatch = (incoming: IncomingUpdate[], maxUpdates: number, maxBytes: number): IncomingUpdate[] => {
  let bytes = 0
  let count = 0
  while (count < incoming.length && count < maxUpdates) {
    bytes += incoming[count]?.update.length ?? 0
    // The first goes in any case, however large: admission bounds it.
    if (count > 0 && bytes > maxBytes) break
    count++
  }
  return incoming.splice(0, count)
}

/** Merging reads the updates: whatever is wrong with one shows again when it is admitted by itself. */
const mergeOrNull = (updates: Uint8Array[]): Uint8Array | null => {
  try {
    return Y.mergeUpdates(updates)
  } catch {
    return null
  }
}

/** A malformed update brings none: admission will say what is wrong with it. */
const newClientsOf = ({ log, countedClients }: HotDocument, update: Uint8Array): readonly number[] => {
  const known = log.doc.store.clients
  try {
    return [...Y.parseUpdateMeta(update).from.keys()].filter(
      client => !known.has(client) && !countedClients.has(client),
    )
  } catch {
    return []
  }
}
