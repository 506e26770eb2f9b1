import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { judgeLink } from './judgeLink.ts'
import { LinkClock } from './LinkClock.ts'
import { Negotiation } from './Negotiation.ts'
import {
  defaultLimits,
  type DeviceLink,
  type LinkEnding,
  type LinkLoad,
  type PeerLimits,
  type PeerOptions,
} from './peerHost.ts'
import { Pipe } from './Pipe.ts'
import { quietMsAfter } from './quietMsAfter.ts'
import { readSignal } from './signal.ts'

/** How often the link is judged, and every other time an unanswered offer is sent again. */
const tickMs = 500
const idle: LinkLoad = { queued: 0, buffered: 0, unacknowledged: 0, waiting: 0, assembling: 0 }

/** y-webrtc's message 0 (sync), y-protocols' message 1 (step 2): the last word in answer to our step 1. */
const isSyncStep2 = (message: Uint8Array): boolean => message[0] === 0 && message[1] === 1

/** The events y-webrtc listens to. `error` is never emitted: it would only answer with one more announcement. */
type PeerEvent = 'signal' | 'connect' | 'data' | 'close'

/**
 * A link to one other device: what y-webrtc 10 expects of simple-peer, on the browser's own RTCPeerConnection (design.md §5).
 * Everything that needs a decision is the host's, handed through `peerOpts`.
 */
export class Peer implements DeviceLink {
  readonly #options: PeerOptions & PeerLimits
  readonly #negotiation: Negotiation
  readonly #listeners = new Map<string, ((argument?: unknown) => void)[]>()
  readonly #timer: ReturnType<typeof setInterval>
  readonly #clock = new LinkClock(performance.now(), 2 * tickMs)
  #ticks = 0
  #connection: RTCPeerConnection | null = null
  #pipe: Pipe | null = null
  #account: AccountId | null = null
  #disconnectedAtMs: number | null = null
  #isSynced = false
  #isEnded = false
  #isClosed = false
  #closeTimer: ReturnType<typeof setTimeout> | undefined

  constructor(options: PeerOptions) {
    this.#options = { ...defaultLimits, ...options }
    this.#timer = setInterval(() => this.#tick(), tickMs)
    this.#negotiation = new Negotiation(options.initiator, {
      connect: () => this.#connect(),
      tell: signal => this.#emit('signal', signal),
      end: reason => this.#end(reason),
    })
  }

  get account(): AccountId | null {
    return this.#account
  }

  get load(): LinkLoad {
    return this.#pipe?.load ?? idle
  }

  on(event: PeerEvent, listener: (argument?: unknown) => void): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener])
  }

  /** Before 'connect' nothing is kept: the sync that follows covers it. */
  send(message: Uint8Array): void {
    if (this.#account !== null && !this.#isEnded) this.#pipe?.send(message)
  }

  sendAll(messages: Iterable<Uint8Array>): void {
    if (this.#account !== null && !this.#isEnded) this.#pipe?.sendAll(messages)
  }

  /** @param data - untrusted: what another device's Peer emitted as 'signal'. */
  signal(data: unknown): void {
    const signal = readSignal(data)
    if (signal) this.#negotiation.receive(signal)
  }

  close(): void {
    this.#end({ kind: 'closed-here' })
  }

  refuse(why: string): void {
    this.#end({ kind: 'refused', why })
  }

  /** y-webrtc's word for it, also when the link has ended by itself: then nothing waits any longer. */
  destroy(): void {
    this.#end({ kind: 'closed-here' })
    if (this.#closeTimer !== undefined) this.#emitClose()
  }

  async getStats(): Promise<RTCStatsReport | null> {
    return this.#connection?.getStats() ?? null
  }

  #connect(): RTCPeerConnection {
    const withdrawn = this.#connection
    const connection = new RTCPeerConnection(this.#options.config ?? {})
    this.#connection = connection
    // Opened by both sides under one number: it does not matter who offers.
    const channel = connection.createDataChannel('link', { negotiated: true, id: 0 })
    const { maxMessageBytes, maxQueuedBytes } = this.#options
    this.#pipe = new Pipe(channel, {
      maxMessageBytes,
      maxQueuedBytes,
      greet: async () => this.#options.hello(await this.#negotiation.prints()),
      meet: greeting => this.#meet(greeting),
      take: message => this.#take(message),
      refuse: why => this.#end({ kind: 'refused', why }),
      tooSlow: () => this.#end({ kind: 'too-slow' }),
    })
    const ifCurrent = (act: () => void) => () => connection === this.#connection && act()
    channel.addEventListener(
      'close',
      ifCurrent(() => this.#end({ kind: 'lost' })),
    )
    connection.addEventListener(
      'connectionstatechange',
      ifCurrent(() => {
        if (connection.connectionState === 'failed') this.#end({ kind: 'lost' })
      }),
    )
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (connection === this.#connection && candidate?.candidate) this.#negotiation.tellCandidate(candidate.toJSON())
    })
    withdrawn?.close()
    return connection
  }

  async #meet(greeting: Uint8Array): Promise<void> {
    const account = await this.#options.accept(greeting, await this.#negotiation.prints())
    if (account === null) throw new Error('its hello was not accepted')
    if (this.#isEnded) return
    this.#account = account
    this.#options.opened(this)
    this.#emit('connect')
  }

  async #take(message: Uint8Array): Promise<void> {
    const shown = await this.#options.guard(message, reply => this.send(reply), this)
    if (this.#isEnded) return
    this.#isSynced ||= isSyncStep2(message)
    if (shown) this.#emit('data', shown)
  }

  #tick(): void {
    const nowMs = performance.now()
    this.#clock.tick(nowMs, this.#pipe?.heardAtMs ?? null)
    const state = this.#connection?.connectionState
    this.#disconnectedAtMs = state === 'disconnected' ? (this.#disconnectedAtMs ?? nowMs) : null
    const verdict = judgeLink({
      ageMs: this.#clock.ageMs,
      silentMs: this.#clock.silentMs,
      disconnectedMs: nowMs - (this.#disconnectedAtMs ?? nowMs),
      isClosed: state === 'closed', // In case the browser said nothing.
      isConnected: this.#account !== null,
      isSynced: this.#isSynced,
      waiting: this.load.waiting,
      openWithinMs: this.#options.openWithinMs,
      syncWithinMs: this.#options.syncWithinMs,
    })
    if (verdict) this.#end({ kind: verdict })
    else if (++this.#ticks % 2 === 0) this.#negotiation.repeat()
  }

  /**
   * y-webrtc answers 'close' by announcing itself at once. So whatever would happen again waits before it says 'close', or two
   * devices meet and part in a hot loop.
   */
  #end(reason: LinkEnding): void {
    if (this.#isEnded) return
    this.#isEnded = true
    clearInterval(this.#timer)
    this.#negotiation.stop()
    this.#pipe?.stop()
    this.#connection?.close()
    this.#options.ended(this, reason)
    const quietMs = quietMsAfter(reason, this.#isSynced, this.#options)
    if (quietMs > 0) this.#closeTimer = setTimeout(() => this.#emitClose(), quietMs)
    else queueMicrotask(() => this.#emitClose())
  }

  #emitClose(): void {
    clearTimeout(this.#closeTimer)
    this.#closeTimer = undefined
    if (this.#isClosed) return
    this.#isClosed = true
    this.#emit('close')
  }

  #emit(event: PeerEvent, argument?: unknown): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(argument)
  }
}
