import { closeCodes, decodeAcknowledgement, messageAck, syncPath } from '@sarangbang/shared/api/index.ts'
import type { Refusal } from '@sarangbang/shared/room/documentLog.ts'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { DocumentReplica } from '../documentReplica.ts'
import { makeWatchable, type Watched } from '../watched.ts'
import { readBounded } from './boundedAwareness.ts'
import { heardOf } from './heardOf.ts'
import { stateVectorOf } from './stateVectorOf.ts'
import { askForRest, messageSync, restFrames, syncStep1, syncStep2 } from './syncFrames.ts'

/** `on`: everything the relay had is here, and everything here has been sent. */
export type RelayLinkState = 'off' | 'connecting' | 'on' | 'refused'

export interface RelayLink {
  readonly state: Watched<RelayLinkState>
  /** The close code with which the relay sent us away for good (socket.ts, closeCodes); `null` otherwise. */
  readonly refusedWith: Watched<number | null>
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
  { awareness, onRefusal }: { readonly awareness: Awareness; readonly onRefusal: (refusal: Refusal) => void },
): RelayLink => {
  const { log } = document
  const state = makeWatchable<RelayLinkState>('connecting')
  const refusedWith = makeWatchable<number | null>(null)
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
  const refuse = (refusal: Refusal): void => {
    onRefusal(refusal)
    state.set('refused')
    provider.disconnect()
  }
  const admit = async (update: Uint8Array, isStep2: boolean, fromSocket: boolean): Promise<void> => {
    // The provider as origin: it does not send back what it brought.
    const admitted = await log.admit(update, provider)
    if (admitted.ok) {
      if (isStep2 && fromSocket && provider.wsconnected) provider.synced = true
      return
    }
    if (admitted.error.kind === 'missing-dependency') {
      if (fromSocket) send(askForRest(log.doc))
    } else if (fromSocket) refuse(admitted.error)
    // Another tab of ours with something inadmissible is a bug of ours, not a reason to leave the relay.
    else onRefusal(admitted.error)
  }

  provider.messageHandlers[messageSync] = (encoder, decoder, _provider, fromSocket) => {
    const kind = decoding.readVarUint(decoder)
    const payload = decoding.readVarUint8Array(decoder)
    if (kind !== syncStep1) void admit(payload, kind === syncStep2, fromSocket)
    else if (fromSocket) {
      const has = stateVectorOf(payload)
      if (has !== null) document.kept.relayHas(has)
      restFrames(log, payload).forEach(send)
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
    if (clocks.ok) document.kept.merge(heardOf(log.doc, clocks.value))
  }

  const show = (next: RelayLinkState): void => {
    if (state.value !== 'refused') state.set(next)
  }
  provider.on('status', ({ status }) => {
    // The retries after a failure go on quietly: a relay that is away is away, not for ever about to connect.
    if (status === 'connected' || (status === 'connecting' && provider.wsUnsuccessfulReconnects === 0))
      show('connecting')
  })
  provider.on('connection-close', () => show('off'))
  provider.on('sync', synced => {
    if (synced) state.set('on')
  })
  provider.on('closed', ({ code }) => {
    refusedWith.set(code)
    state.set('refused')
  })
  // Reading first: what this device holds and nobody else has goes out with the first answer.
  let closed = false
  void document.loaded.then(() => {
    if (!closed) provider.connect()
  })

  const reconnect = (): void => {
    provider.wsUnsuccessfulReconnects = 0
    provider.disconnect()
    provider.connect()
  }
  const wake = (): void => {
    if (closed || (state.value === 'refused' && refusedWith.value !== closeCodes.unauthenticated)) return
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
    wake,
    close: () => {
      closed = true
      provider.destroy()
      state.set('off')
    },
  }
}
