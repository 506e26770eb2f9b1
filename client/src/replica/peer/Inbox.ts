import { costOf, encodeTaken, frameKind, windowBytes } from './frame.ts'

export interface InboxHost {
  readonly maxMessageBytes: number
  /** Takes one message; the next waits for it. What it throws refuses the link. */
  take(message: Uint8Array): Promise<void>
  refuse(why: string): void
}

/** Puts messages together again and gives credit back as they are taken. */
export class Inbox {
  readonly #channel: RTCDataChannel
  readonly #host: InboxHost
  #parts: Uint8Array[] = []
  #assembling = 0
  #waiting = 0
  #owed = 0

  constructor(channel: RTCDataChannel, host: InboxHost) {
    this.#channel = channel
    this.#host = host
  }

  get load() {
    return { waiting: this.#waiting, assembling: this.#assembling }
  }

  /** @param frame - of kind `part` or `last`, its kind included. */
  receive(frame: Uint8Array): void {
    this.#owed += costOf(frame)
    this.#assembling += costOf(frame)
    if (this.#owed > windowBytes) return this.#host.refuse('overran its window')
    if (this.#assembling > this.#host.maxMessageBytes) return this.#host.refuse('sent too large a message')
    this.#parts.push(frame.subarray(1))
    if (frame[0] === frameKind.last) {
      const message = join(this.#parts)
      this.#parts = []
      this.#assembling = 0
      void this.#takeMessage(message)
    }
    this.#giveCredit()
  }

  async #takeMessage(message: Uint8Array): Promise<void> {
    this.#waiting += costOf(message)
    await this.#host.take(message)
    this.#waiting -= costOf(message)
    this.#giveCredit()
  }

  /** In quarters of the window, so that credit costs next to nothing; withheld while a window waits: two are held at most. */
  #giveCredit(): void {
    if (this.#owed < windowBytes / 4 || this.#waiting >= windowBytes || this.#channel.readyState !== 'open') return
    this.#channel.send(encodeTaken(this.#owed))
    this.#owed = 0
  }
}

const join = (parts: readonly Uint8Array[]): Uint8Array => {
  const [first] = parts
  if (first && parts.length === 1) return first
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
