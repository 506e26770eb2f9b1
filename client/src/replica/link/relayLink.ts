import { closeCodes, decodeAcknowledgement, messageAck, syncPath } from '@sarangbang/shared/api/index.ts'
import type { Refusal } from '@sarangbang/shared/room/documentLog.ts'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { DocumentReplica } from '../documentReplica.ts'
import { makeWatchable, type Watched } from '../watched.ts'
import { awaitProofs } from './awaitProofs.ts'
import { readBounded } from './boundedAwareness.ts'
import { guardSocket, type FrameFault } from './guardSocket.ts'
import { makeGrowingPause } from './growingPause.ts'
import { heardOf } from './heardOf.ts'
import { paced } from './paced.ts'
import { stateVectorOf } from './stateVectorOf.ts'
import { askForRest, messageSync, restFrames, syncStep1, syncStep2 } from './syncFrames.ts'

/**
 * `on`: everything the relay had is here, and everything here has been sent. `refused`: the relay sent us away. `distrusted`: it sent
 * what no honest one sends, and is left alone for a while.
 */
export type RelayLinkState = 'off' | 'connecting' | 'on' | 'refused' | 'distrusted'

/** What was wrong with what the relay sent. */
export type RelayFault = Refusal['kind'] | FrameFault

export interface RelayLink {
  readonly state: Watched<RelayLinkState>
  /** The close code with which the relay sent us away (4400–4499: socket.ts, closeCodes), until it is `on` again; `null` otherwise. */
  readonly refusedWith: Watched<number | null>
  /** Why it is `distrusted`, until it is `on` again; `null` otherwise. */
  readonly fault: Watched<RelayFault | null>
  /** "Connected" is never believed after sleep: asks, and reconnects where no answer comes. */
  wake(): void
  close(): void
}

const messageAwareness = 1
/** An answer to a question on an open socket takes one round trip; this is ten of the slowest. */
const probeMs = 5_000
const maxBackoffMs = 10_000

const socketUrl = (path: string): string => `${location.origin.replace(/^http/, 'ws')}${path}`.replace(/\/$/, '')

/**
 * Carries a document over the relay's socket: y-websocket's provider with its readers replaced, so that nothing enters the
 * document but through admission (design.md §5). Other tabs' changes come through the same readers (BroadcastChannel).
 */
export const openRelayLink = (
  document: DocumentReplica,
  { awareness, onRefusal }: { readonly awareness: Awareness; readonly onRefusal: (fault: RelayFault) => void },
): RelayLink => {
  const { log } = document
  const state = makeWatchable<RelayLinkState>('connecting')
  const refusedWith = makeWatchable<number | null>(null)
  const fault = makeWatchable<RelayFault | null>(null)
  const pause = makeGrowingPause()
  let retry: ReturnType<typeof setTimeout> | undefined
  let closed = false
  const provider = new WebsocketProvider(socketUrl(syncPath), document.name, log.doc, {
    connect: false,
    awareness,
    params: { ack: '1' },
    maxBackoffTime: maxBackoffMs,
  })
  const send = (frame: Uint8Array): void => {
    // lib0's buffers are plain ArrayBuffers; the cast is what `ws.send` asks for.
    if (provider.ws?.readyState === WebSocket.OPEN) provider.ws.send(frame as Uint8Array<ArrayBuffer>)
  }
  const reconnect = (): void => {
    clearTimeout(retry)
    retry = undefined
    provider.wsUnsuccessfulReconnects = 0
    provider.disconnect()
    provider.connect()
  }
  /** What is written here meanwhile goes out at each attempt, before its answer may be refused again. */
  const retryLater = (): void => {
    retry = setTimeout(reconnect, pause.next(performance.now()))
  }
  /** By one socket once: what else it had sent is thrown away with it. */
  const distrust = (because: RelayFault, socket: WebSocket | null): void => {
    if (closed || socket === null || provider.ws !== socket) return
    onRefusal(because)
    fault.set(because)
    state.set('distrusted')
    provider.disconnect()
    retryLater()
  }
  const proofs = awaitProofs(() => distrust('tombstone-unproven', provider.ws))
  const ask = paced<null>(() => send(askForRest(log.doc)))
  const answer = paced<Uint8Array>(stateVector => restFrames(log, stateVector).forEach(send))
  const admit = async (update: Uint8Array, isStep2: boolean, fromSocket: boolean): Promise<void> => {
    const socket = fromSocket ? provider.ws : null
    // The provider as origin: it does not send back what it brought. What waits for a proof waits no longer than its socket.
    const admitted = await log.admit(update, provider, socket ?? provider)
    if (admitted.ok) {
      if (socket === null || provider.ws !== socket) return
      if (isStep2) provider.synced = true
      return proofs.wait(admitted.value.isHeld === true, isStep2)
    }
    if (admitted.error.kind === 'missing-dependency') {
      if (fromSocket) ask.run(null)
    } else if (fromSocket) distrust(admitted.error.kind, socket)
    // Another tab of ours with something inadmissible is a bug of ours, not a reason to leave the relay.
    else onRefusal(admitted.error.kind)
  }

  provider.messageHandlers[messageSync] = (encoder, decoder, _provider, fromSocket) => {
    const kind = decoding.readVarUint(decoder)
    const payload = decoding.readVarUint8Array(decoder)
    if (kind !== syncStep1) void admit(payload, kind === syncStep2, fromSocket)
    else if (fromSocket) {
      const has = stateVectorOf(payload)
      if (has !== null) document.kept.relayHas(has)
      answer.run(payload)
    } else {
      encoding.writeVarUint(encoder, messageSync)
      encoding.writeVarUint(encoder, syncStep2)
      encoding.writeVarUint8Array(encoder, Y.encodeStateAsUpdate(log.doc, payload))
    }
  }
  provider.messageHandlers[messageAwareness] = (_encoder, decoder) =>
    readBounded(awareness, decoding.readVarUint8Array(decoder), provider)
  provider.messageHandlers[messageAck] = (_encoder, decoder) => {
    const clocks = decodeAcknowledgement(decoding.readTailAsUint8Array(decoder))
    if (clocks.ok) document.kept.mergeFromRelay(heardOf(log.doc, clocks.value, document.kept.clocks()))
  }

  const show = (next: RelayLinkState): void => {
    // Until it is `on` again: an attempt that may end the same is no news.
    if (state.value !== 'refused' && state.value !== 'distrusted') state.set(next)
  }
  provider.on('status', ({ status }) => {
    const socket = provider.ws
    // Told once y-websocket has set its reader.
    if (status === 'connecting' && socket !== null) guardSocket(socket, because => distrust(because, socket))
    // The retries after a failure go on quietly: a relay that is away is away, not for ever about to connect.
    if (status === 'connected' || (status === 'connecting' && provider.wsUnsuccessfulReconnects === 0))
      show('connecting')
  })
  provider.on('connection-close', () => {
    for (const one of [ask, answer, proofs]) one.stop()
    show('off')
  })
  provider.on('sync', synced => {
    if (!synced) return
    fault.set(null)
    refusedWith.set(null)
    state.set('on')
  })
  provider.on('closed', ({ code }) => {
    refusedWith.set(code)
    fault.set(null)
    state.set('refused')
    // It takes nothing of ours: a relay older than this page may be upgraded. The other codes wait for `wake`, or are for good.
    if (code === closeCodes.refused) retryLater()
  })
  // Reading first: what this device holds and nobody else has goes out with the first answer.
  void document.loaded.then(() => {
    if (!closed) provider.connect()
  })

  const wake = (): void => {
    if (closed || isForGood(refusedWith.value)) return
    const socket = provider.ws
    if (!provider.wsconnected || socket === null) return reconnect()
    const heardBefore = provider.wsLastMessageReceived
    send(askForRest(log.doc))
    setTimeout(() => {
      if (!closed && provider.ws === socket && provider.wsLastMessageReceived === heardBefore) reconnect()
    }, probeMs)
  }
  return {
    state,
    refusedWith,
    fault,
    wake,
    close: () => {
      closed = true
      clearTimeout(retry)
      provider.destroy()
      state.set('off')
    },
  }
}

/** A session may have begun anew, and a relay be upgraded; a room that is closed to us stays closed. */
const isForGood = (code: number | null): boolean =>
  code !== null && code !== closeCodes.unauthenticated && code !== closeCodes.refused
