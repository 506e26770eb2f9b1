/** One response body of server-sent events. */
export interface EventStream {
  readonly body: ReadableStream<Uint8Array>
  /** Nothing after it was closed. */
  send(text: string): void
  close(): void
}

/**
 * What may wait for a slow reader. Beyond it the stream ends, and the device comes back with what it has (`Last-Event-ID`), or
 * takes a snapshot: better than this process holding its news for it. A snapshot of 1,000 rooms is about 1 MB.
 */
const maxWaitingBytes = 4 * 1024 * 1024

/** @param onClosed called once, by whichever side it comes. */
export const makeEventStream = (onClosed: () => void): EventStream => {
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  let isOpen = true
  let isCancelled = false
  /** Resolves the reader's request while there is nothing to give. */
  let wake = () => {}

  const take = (): Uint8Array => {
    const bytes = Buffer.concat(waiting)
    waiting = []
    waitingBytes = 0
    return bytes
  }
  const close = () => {
    if (!isOpen) return
    isOpen = false
    onClosed()
    wake()
  }
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (waiting.length === 0 && isOpen) await new Promise<void>(resolve => (wake = resolve))
      if (isCancelled) return
      if (waiting.length > 0) controller.enqueue(take())
      else controller.close()
    },
    cancel() {
      isCancelled = true
      close()
    },
  })
  return {
    body,
    send(text) {
      if (!isOpen) return
      const bytes = Buffer.from(text)
      waiting.push(bytes)
      waitingBytes += bytes.byteLength
      if (waitingBytes <= maxWaitingBytes) return wake()
      take()
      close()
    },
    close,
  }
}
