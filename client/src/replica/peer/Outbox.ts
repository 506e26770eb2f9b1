import { costOf, decodeTaken, encodeFrame, frameKind, maxBodyBytes, windowBytes } from './frame.ts'

/** Handed to the browser at most; Chromium's `send` throws above 16 MiB. */
const highWaterBytes = 1024 * 1024
/** Below this the browser asks for more. */
const lowWaterBytes = 256 * 1024

export interface OutboxHost {
  readonly maxQueuedBytes: number
  refuse(why: string): void
  tooSlow(): void
}

/**
 * Sends messages in frames, no faster than the other side takes them. A channel has no back-pressure where it is read: whatever
 * arrives is queued for the page, however slow it is. So each frame spends credit, and the reader gives it back.
 */
export class Outbox {
  readonly #channel: RTCDataChannel
  readonly #host: OutboxHost
  /** What waits its turn: single messages, whose bytes are counted, and whole answers, whose next message is drawn when due. */
  #waiting: { readonly messages: Iterator<Uint8Array>; cost: number }[] = []
  #queued = 0
  #current: Uint8Array | null = null
  #sentOfCurrent = 0
  #credit = windowBytes

  constructor(channel: RTCDataChannel, host: OutboxHost) {
    this.#channel = channel
    this.#host = host
    channel.bufferedAmountLowThreshold = lowWaterBytes
    channel.onbufferedamountlow = () => this.#pump()
  }

  get load() {
    return {
      queued: this.#queued + (this.#current?.length ?? 0) - this.#sentOfCurrent,
      buffered: this.#channel.bufferedAmount,
      unacknowledged: windowBytes - this.#credit,
    }
  }

  /**
   * Holds on to `message` until it is sent. The limit is on what waits *behind* the message being sent: were that counted too, a
   * single message above the limit would end every link at once, for ever.
   */
  send(message: Uint8Array): void {
    const cost = costOf(message)
    this.#waiting.push({ messages: [message].values(), cost })
    this.#queued += cost
    this.#pump()
    if (this.#queued > this.#host.maxQueuedBytes) this.#host.tooSlow()
  }

  /** An answer of many messages: not counted against the limit, and before whatever is sent later. */
  sendAll(messages: Iterable<Uint8Array>): void {
    this.#waiting.push({ messages: messages[Symbol.iterator](), cost: 0 })
    this.#pump()
  }

  receiveCredit(body: Uint8Array): void {
    const given = decodeTaken(body)
    if (given === 0 || this.#credit + given > windowBytes) return this.#host.refuse('gave credit it did not owe')
    this.#credit += given
    this.#pump()
  }

  stop(): void {
    this.#channel.onbufferedamountlow = null
    this.#waiting = []
    this.#current = null
    this.#sentOfCurrent = 0
    this.#queued = 0
  }

  #pump(): void {
    let message = this.#draw()
    while (message && this.#channel.readyState === 'open' && this.#channel.bufferedAmount < highWaterBytes) {
      const body = message.subarray(this.#sentOfCurrent, this.#sentOfCurrent + maxBodyBytes)
      const isLast = this.#sentOfCurrent + body.length === message.length
      const frame = encodeFrame(isLast ? frameKind.last : frameKind.part, body)
      if (this.#credit < costOf(frame)) return
      this.#channel.send(frame)
      this.#credit -= costOf(frame)
      this.#sentOfCurrent += body.length
      if (!isLast) continue
      this.#current = null
      this.#sentOfCurrent = 0
      message = this.#draw()
    }
  }

  /** The message being sent, or the next one; `null` when there is none. */
  #draw(): Uint8Array | null {
    for (let first = this.#waiting[0]; !this.#current && first; first = this.#waiting[0]) {
      const next = first.messages.next()
      // What is being sent no longer counts as waiting.
      this.#queued -= first.cost
      first.cost = 0
      if (next.done) this.#waiting.shift()
      else this.#current = next.value
    }
    return this.#current
  }
}
