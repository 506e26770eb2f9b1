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
  const encoder = new TextEncoder()
  let isOpen = true
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const finish = () => {
    if (!isOpen) return
    isOpen = false
    onClosed()
  }
  const close = () => {
    if (!isOpen) return
    finish()
    controller?.close()
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given
      },
      cancel: finish,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: maxWaitingBytes }),
  )
  return {
    body,
    send(text) {
      if (!isOpen || !controller) return
      controller.enqueue(encoder.encode(text))
      if ((controller.desiredSize ?? 0) > 0) return
      finish()
      // Not `close`: that would keep what waits until the reader takes it.
      controller.error(new Error('a reader of an event stream is too slow'))
    },
    close,
  }
}
