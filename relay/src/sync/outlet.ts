import type { Duplex } from 'node:stream'
import { closeCodes } from '@sarangbang/shared/api/socket.ts'
import type { WebSocket } from 'ws'

export type CloseName = keyof typeof closeCodes

/** The way out to one socket: whole frames, bounded in what waits for a slow reader. */
export interface Outlet {
  /**
   * Sends a frame made by encodeWebSocketFrame; nothing when the socket is closing. A reader too slow for its frames is closed
   * with `overload`.
   * @param onFlushed called when the frame has left this process, or never will.
   */
  send(frame: Buffer, onFlushed?: () => void): void
  /** What is sent in `run` leaves in one write: each is a call of the system, as dear as all else that a small frame costs. */
  together(run: () => void): void
  /** Closes by a code of the table; the reader is told no more than its name. */
  close(name: CloseName): void
  /** Asks the other end for a sign of life (RFC 6455 §5.5.2): browsers answer by themselves. */
  ping(): void
  /** Cuts without a word: nobody is there to read one. */
  cut(): void
  readonly isOpen: boolean
  /** Bytes that wait in this process, because the reader is slow. */
  readonly waitingBytes: number
  /** When it last sent something, by the steady clock. */
  readonly sentMs: number
}

/**
 * @param stream what `socket` runs on: prepared frames go straight to it. That is sound because without compression `ws` writes each
 * frame of its own whole and at once.
 * @param onClose told before the close frame leaves, once, by whichever side it comes.
 */
export const makeOutlet = (
  socket: WebSocket,
  stream: Duplex,
  maxBytes: number,
  steadyMs: () => number,
  onClose: (name: CloseName | null) => void,
): Outlet => {
  let sentMs = steadyMs()
  let isOpen = true
  const end = (name: CloseName | null) => {
    if (!isOpen) return
    isOpen = false
    onClose(name)
    if (name !== null) socket.close(closeCodes[name], name)
  }
  socket.on('close', () => end(null))
  return {
    send(frame, onFlushed) {
      const isWritable = isOpen && socket.readyState === socket.OPEN
      if (isWritable && stream.writableLength + frame.length <= maxBytes) {
        sentMs = steadyMs()
        stream.write(frame, onFlushed && (() => onFlushed()))
        return
      }
      if (isWritable) end('overload')
      if (onFlushed) queueMicrotask(onFlushed)
    },
    together(run) {
      stream.cork()
      try {
        run()
      } finally {
        stream.uncork()
      }
    },
    close: end,
    ping: () => socket.ping(),
    cut() {
      end(null)
      socket.terminate()
    },
    get isOpen() {
      return isOpen && socket.readyState === socket.OPEN
    },
    get waitingBytes() {
      return stream.writableLength
    },
    get sentMs() {
      return sentMs
    },
  }
}
