import type { IncomingMessage } from 'node:http'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { WebSocket } from 'ws'
import { makeAccountRates } from './accountRates.ts'
import { makeAnswerSync, type AnswerSync } from './answerSync.ts'
import { makeAskMissing } from './askMissing.ts'
import { makeCatchUp } from './catchUp.ts'
import { makeEncodeState } from './encodeState.ts'
import { makeEndTurn } from './endTurn.ts'
import { makeGroupCommit } from './groupCommit.ts'
import { makeHeldShares } from './heldShares.ts'
import { makeKeepChanges } from './keepChanges.ts'
import { makeHotDocuments } from './hotDocuments.ts'
import { openSyncSocket } from './openSyncSocket.ts'
import { makeReceiveFrame } from './receiveFrame.ts'
import { makeReceivePresence } from './receivePresence.ts'
import { makeReceiveUpdate } from './receiveUpdate.ts'
import type { SocketRegistry } from './socketRegistry.ts'
import { syncLimits } from './syncLimits.ts'
import type { SyncDeps, SyncParts } from './syncParts.ts'
import { makeUpkeep } from './upkeep.ts'
import { makeVerifyInNode } from './verifyInNode.ts'

/** The document sockets of a relay. */
export interface Sync {
  /** Takes over a fresh WebSocket on `/sync/<document>`; its origin has been checked. */
  accept(request: IncomingMessage, socket: WebSocket): void
  readonly answerSync: AnswerSync
  /** A room has no members left: its documents go from memory and disk, and nothing of them stays readable in the files. */
  forgetRoom(room: RoomId): Promise<void>
  /** Something was deleted from the store: nothing of it stays readable in the files, at the latest when the disk lets it. */
  scrubSoon(): void
  /**
   * Admits, writes and acknowledges what has arrived, within `withinMs`. The sockets are closed by the registry.
   * @returns whether everything admitted is on the disk.
   */
  settle(withinMs: number): Promise<boolean>
  /** Stops the timer. Nothing may be accepted afterwards. */
  end(): void
}

/** Composes the document sockets: who receives, who sends, who writes. Each line is one file. */
export const makeSync = (deps: SyncDeps, registry: SocketRegistry): Sync => {
  const limits = { ...syncLimits, ...deps.limits }
  const parts: SyncParts = { ...deps, limits, held: makeHeldShares(limits, deps.log), now: () => deps.now() }
  const { store, steadyMs } = parts
  const commit = makeGroupCommit(parts, isHealthy => deps.onStorage?.(isHealthy))
  const keep = makeKeepChanges(parts, commit, document => deps.publishPosition(document.name, document.position))
  const endTurn = makeEndTurn(keep)
  const documents = makeHotDocuments(parts, makeVerifyInNode(), endTurn.schedule)
  const encodeState = makeEncodeState()
  const askMissing = makeAskMissing(parts, encodeState)
  const catchUp = makeCatchUp(parts)
  const rates = makeAccountRates(parts.limits)
  const receivePresence = makeReceivePresence(parts)
  const receiveUpdate = makeReceiveUpdate({ ...parts, rates, isFull: commit.isFull, askAgain: askMissing })
  const receiveFrame = makeReceiveFrame({ ...parts, rates, receiveUpdate, receivePresence, catchUp })
  const upkeep = makeUpkeep(parts, { documents, rates, askMissing, catchUp, receivePresence })

  const socketParts = {
    ...parts,
    authentication: deps.authentication,
    membership: deps.membership,
    registry,
    documents,
    receiveFrame,
    opened(socket: Parameters<typeof receivePresence.answer>[0]) {
      socket.askedMs = steadyMs()
      socket.outlet.send(encodeState(socket.document))
      receivePresence.answer(socket)
    },
    closed(socket: Parameters<typeof receivePresence.leave>[0]) {
      parts.held.letGo(socket)
      receivePresence.leave(socket)
    },
  }
  return {
    accept(request, socket) {
      openSyncSocket(request, socket, socketParts).catch((error: unknown) => {
        parts.log.error({ error: String(error) }, 'a socket could not be opened')
        socket.close(1011)
      })
    },
    answerSync: makeAnswerSync(parts, deps.membership, documents),
    async forgetRoom(room) {
      documents.dropRoom(room)
      await commit.settled(steadyMs() + 1000)
      await store.deleteRoom(room)
      upkeep.scrubSoon()
    },
    scrubSoon: upkeep.scrubSoon,
    async settle(withinMs) {
      const deadlineMs = steadyMs() + withinMs
      await receiveUpdate.settle()
      endTurn.run()
      keep.flush()
      return commit.settled(deadlineMs)
    },
    end: upkeep.end,
  }
}
