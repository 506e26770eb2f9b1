import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { splitUpdate } from '@sarangbang/shared/room/splitUpdate.ts'
import * as Y from 'yjs'
import { acknowledgeAll } from './acknowledgeKept.ts'
import { encodeStep2, encodeUpdate } from './encodeMessage.ts'
import type { HotDocument, SyncSocket } from './hotDocument.ts'
import type { StateVector } from './readMessage.ts'
import type { SyncParts } from './syncParts.ts'

/** Sends sockets what they lack. */
export interface CatchUp {
  /** Answers a step 1: with updates of bounded size, the last as step 2, each sent when the one before has left. */
  answer(socket: SyncSocket, stateVector: StateVector): void
  /** Drops what is remembered for the next who asks the same. */
  forget(): void
}

interface Backlog {
  readonly frames: readonly Buffer[]
  readonly bytes: number
  /** The document as of the last frame. */
  readonly version: number
  readonly stateVector: Uint8Array
}
interface Waiting {
  readonly socket: SyncSocket
  readonly from: Uint8Array
  /** The first backlog ends with a step 2; what follows it are plain updates. */
  readonly isAnswer: boolean
}

const nothing = encodeStep2(new Uint8Array([0, 0]))

/**
 * While a backlog is on its way its socket gets no live updates: they build on what has not arrived. What happened meanwhile follows
 * as one more backlog, until there is none. So one slow reader costs one backlog, not a queue that grows; and all of them together no
 * more than `backlogBytes`, beyond which the next ones wait their turn.
 */
export const makeCatchUp = ({ limits, steadyMs }: SyncParts): CatchUp => {
  const queue: Waiting[] = []
  let bytesOut = 0
  const bytesOutOf = new Map<AccountId, number>()
  let answers = new WeakMap<HotDocument, { from: string; backlog: Backlog }>()

  const startWaiting = () => {
    for (let at = 0; at < queue.length && bytesOut < limits.backlogBytes;) {
      const next = queue[at]
      if (!next || isBusy(next.socket)) at++
      else start(...queue.splice(at, 1))
    }
  }
  /** An account whose share is out waits for itself; one socket at a time is never too much. */
  const isBusy = ({ outlet, identity }: SyncSocket) =>
    outlet.isOpen && (bytesOutOf.get(identity.account) ?? 0) >= limits.backlogBytesOfAccount
  const count = ({ identity: { account } }: SyncSocket, bytes: number) => {
    bytesOut += bytes
    const left = (bytesOutOf.get(account) ?? 0) + bytes
    if (left > 0) bytesOutOf.set(account, left)
    else bytesOutOf.delete(account)
  }
  const start = (next?: Waiting) => {
    if (!next?.socket.outlet.isOpen) return
    const { socket, from, isAnswer } = next
    const backlog = backlogOf(socket.document, from, isAnswer)
    count(socket, backlog.bytes)
    const finish = () => {
      count(socket, -backlog.bytes)
      socket.pieceSinceMs = 0
      setImmediate(startWaiting)
    }
    const send = (at: number) => {
      const frame = backlog.frames[at]
      if (!frame || !socket.outlet.isOpen) {
        finish()
        if (socket.outlet.isOpen) arrived(socket, backlog)
        return
      }
      socket.pieceSinceMs = steadyMs()
      socket.outlet.send(frame, () => send(at + 1))
    }
    send(0)
  }
  const enqueue = (socket: SyncSocket, from: Uint8Array, isAnswer: boolean) => {
    queue.push({ socket, from, isAnswer })
    startWaiting()
  }
  const arrived = (socket: SyncSocket, { version, stateVector }: Backlog) => {
    const asked = socket.askedBehind
    socket.askedBehind = null
    if (asked) enqueue(socket, asked, true)
    else if (socket.document.version !== version) enqueue(socket, stateVector, false)
    else socket.isBehind = false
  }
  /** Many sockets ask from the same place at once (all of a room after a restart): the last answer is kept until it is out of date. */
  const backlogOf = (document: HotDocument, from: Uint8Array, isAnswer: boolean): Backlog => {
    const key = `${isAnswer}${Buffer.from(from).toString('latin1')}`
    const last = answers.get(document)
    if (last && last.from === key && last.backlog.version === document.version) return last.backlog
    const pieces = splitUpdate(document.log, from)
    const frames = pieces.map((piece, i) => (isAnswer && i === pieces.length - 1 ? encodeStep2 : encodeUpdate)(piece))
    if (isAnswer && frames.length === 0) frames.push(nothing)
    const backlog = {
      frames,
      bytes: frames.reduce((sum, frame) => sum + frame.length, 0),
      version: document.version,
      stateVector: Y.encodeStateVector(document.log.doc),
    }
    answers.set(document, { from: key, backlog })
    return backlog
  }
  return {
    answer(socket, stateVector) {
      const from = () => Y.encodeStateVector(new Map(stateVector))
      // The answer and the acknowledgement, where both are small, in one write.
      socket.outlet.together(() => {
        if (socket.isBehind) socket.askedBehind = from()
        else if (hasAll(stateVector, socket.document)) socket.outlet.send(nothing)
        else {
          socket.isBehind = true
          enqueue(socket, from(), true)
        }
        if (!socket.hasSynced) acknowledgeAll(socket)
        socket.hasSynced = true
      })
    },
    forget() {
      answers = new WeakMap()
    },
  }
}

/** Whether a client claims everything the document holds: then nothing need be computed. */
const hasAll = (stateVector: StateVector, { log: { doc } }: HotDocument): boolean => {
  for (const client of doc.store.clients.keys())
    if ((stateVector.get(client) ?? 0) < Y.getState(doc.store, client)) return false
  return true
}
