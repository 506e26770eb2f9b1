import type { HotDocument, SyncSocket } from './hotDocument.ts'

/**
 * Cuts the sockets with the most waiting for them, until what waits for slow readers is within `maxBytes` again: a close frame would
 * wait behind the rest for half a minute. They come back, and are sent what they lack from the document instead of from a queue. A frame that waits for many is counted for each: the sum is never
 * too small.
 */
export const dropSlowest = (documents: Iterable<HotDocument>, maxBytes: number): void => {
  const waiting: { readonly socket: SyncSocket; readonly bytes: number }[] = []
  let sum = 0
  for (const { sockets } of documents) {
    for (const socket of sockets) {
      const bytes = socket.outlet.waitingBytes
      if (bytes === 0) continue
      waiting.push({ socket, bytes })
      sum += bytes
    }
  }
  if (sum <= maxBytes) return
  for (const { socket, bytes } of waiting.sort((a, b) => b.bytes - a.bytes)) {
    if (sum <= maxBytes) return
    socket.outlet.cut()
    sum -= bytes
  }
}
