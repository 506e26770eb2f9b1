/** What is no message of the protocol at all. */
export type FrameFault = 'frame-text' | 'frame-malformed'

/**
 * Stands before y-websocket's reader, which takes whatever comes: a text frame of ten digits makes it allocate that many bytes, and
 * what ends early throws in its event handler, where nobody hears of it.
 *
 * @param socket - its reader set already.
 */
export const guardSocket = (socket: WebSocket, refuse: (fault: FrameFault) => void): void => {
  const read = socket.onmessage
  socket.onmessage = event => {
    if (!(event.data instanceof ArrayBuffer)) return refuse('frame-text')
    try {
      read?.call(socket, event)
    } catch {
      // lib0 throws where the bytes end early, and on numbers beyond 2^53.
      refuse('frame-malformed')
    }
  }
}
