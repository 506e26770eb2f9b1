import { encodeFrame, frameKind } from './frame.ts'
import { Inbox } from './Inbox.ts'
import { isEcho } from './isEcho.ts'
import { Outbox } from './Outbox.ts'
import type { LinkLoad } from './peerHost.ts'

export interface PipeHost {
  readonly maxMessageBytes: number
  readonly maxQueuedBytes: number
  /** Our first frame. */
  greet(): Promise<Uint8Array>
  /** Their first frame; nothing that follows it is looked at before this resolves. */
  meet(greeting: Uint8Array): Promise<void>
  /** One message, in order. */
  take(message: Uint8Array): Promise<void>
  refuse(why: string): void
  tooSlow(): void
}

/**
 * Messages of any size over one ordered, reliable data channel, both ways; the first frame each way is a hello. Memory is bounded
 * on both sides: see Outbox and Inbox.
 */
export class Pipe {
  readonly #channel: RTCDataChannel
  readonly #host: PipeHost
  readonly #outbox: Outbox
  readonly #inbox: Inbox
  #steps: Promise<void> = Promise.resolve()
  #isGreeted = false
  #isStopped = false
  #heard: Uint8Array | null = null
  #heardAtMs = performance.now()

  constructor(channel: RTCDataChannel, host: PipeHost) {
    this.#channel = channel
    this.#host = host
    channel.binaryType = 'arraybuffer'
    this.#outbox = new Outbox(channel, host)
    this.#inbox = new Inbox(channel, {
      maxMessageBytes: host.maxMessageBytes,
      refuse: why => host.refuse(why),
      take: message => this.#next(() => this.#take(message)),
    })
    channel.onmessage = ({ data }: MessageEvent<unknown>) => this.#receive(data)
    channel.onopen = () =>
      void this.#next(async () => {
        const greeting = encodeFrame(frameKind.hello, await host.greet())
        if (!this.#isStopped) channel.send(greeting)
      })
  }

  get load(): LinkLoad {
    return { ...this.#outbox.load, ...this.#inbox.load }
  }

  /** By `performance.now()`: when anything last arrived. */
  get heardAtMs(): number {
    return this.#heardAtMs
  }

  send(message: Uint8Array): void {
    if (!this.#isStopped && !isEcho(message, this.#heard)) this.#outbox.send(message)
  }

  sendAll(messages: Iterable<Uint8Array>): void {
    if (!this.#isStopped) this.#outbox.sendAll(messages)
  }

  stop(): void {
    this.#isStopped = true
    this.#channel.onopen = null
    this.#channel.onmessage = null
    this.#outbox.stop()
  }

  #receive(data: unknown): void {
    const frame = data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array()
    const kind = frame[0]
    this.#heardAtMs = performance.now()
    if (kind === frameKind.taken) this.#outbox.receiveCredit(frame.subarray(1))
    else if (kind === frameKind.hello && !this.#isGreeted) {
      this.#isGreeted = true
      void this.#next(() => this.#host.meet(frame.subarray(1)))
    } else if (this.#isGreeted && (kind === frameKind.part || kind === frameKind.last)) this.#inbox.receive(frame)
    else this.#refuseInTurn()
  }

  /** Behind a hello that is still being checked: whoever has proved who he is, is refused by name. Nothing is listened to meanwhile. */
  #refuseInTurn(): void {
    this.#channel.onmessage = null
    void this.#next(async () => this.#host.refuse('spoke out of turn'))
  }

  async #take(message: Uint8Array): Promise<void> {
    this.#heard = message
    try {
      await this.#host.take(message)
    } finally {
      this.#heard = null
    }
  }

  /** One step at a time, in order. Whatever throws here, the host's checks or y-webrtc's own reading, is a refusal. */
  #next(step: () => Promise<void>): Promise<void> {
    this.#steps = this.#steps
      .then(() => (this.#isStopped ? undefined : step()))
      .catch((error: unknown) => this.#host.refuse(error instanceof Error ? error.message : String(error)))
    return this.#steps
  }
}
