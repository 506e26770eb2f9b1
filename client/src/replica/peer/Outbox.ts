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
  #messages: Uint8Array[] = []
  #sentOfFirst = 0
  #queued = 0
  #credit = windowBytes

  constructor(channel: RTCDataChannel, host: OutboxHost) {
    this.#channel = channel
    this.#host = host
    channel.bufferedAmountLowThreshold = lowWaterBytes
    channel.onbufferedamountlow = () => this.#pump()
  }

  get load() {
    return {
      queued: this.#queued,
      buffered: this.#channel.bufferedAmount,
      unacknowledged: windowBytes - this.#credit,
    }
  }

  /**
   * Holds on to `message` until it is sent. The limit is on what waits *behind* the message being sent: were that counted too, a
   * single message above the limit would end every link at once, for ever.
   */
  send(message: Uint8Array): void {
    this.#messages.push(message)
    this.#queued += costOf(message)
    const first = this.#messages[0] ?? message
    if (this.#queued - costOf(first) > this.#host.maxQueuedBytes) this.#host.tooSlow()
    else this.#pump()
  }

  receiveCredit(body: Uint8Array): void {
    const given = decodeTaken(body)
    if (given === 0 || this.#credit + given > windowBytes) return this.#host.refuse('gave credit it did not owe')
    this.#credit += given
    this.#pump()
  }

  stop(): void {
    this.#channel.onbufferedamountlow = null
    this.#messages = []
    this.#queued = 0
  }

  #pump(): void {
    let message = this.#messages[0]
    while (message && this.#channel.readyState === 'open' && this.#channel.bufferedAmount < highWaterBytes) {
      const body = message.subarray(this.#sentOfFirst, this.#sentOfFirst + maxBodyBytes)
      const isLast = this.#sentOfFirst + body.length === message.length
      const frame = encodeFrame(isLast ? frameKind.last : frameKind.part, body)
      if (this.#credit < costOf(frame)) return
      this.#channel.send(frame)
      this.#credit -= costOf(frame)
      this.#sentOfFirst += body.length
      if (!isLast) continue
      this.#messages.shift()
      this.#sentOfFirst = 0
      this.#queued -= costOf(message)
      message = this.#messages[0]
    }
  }
}
