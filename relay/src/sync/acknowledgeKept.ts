import type { Acknowledgement } from '@sarangbang/shared/api/socket.ts'
import { encodeAck } from './encodeMessage.ts'
import type { HotDocument, SyncSocket } from './hotDocument.ts'

/** Tells every socket of a document that asked with `?ack=1` what the disk has now. Called after the fsync, never before. */
export const acknowledgeKept = (document: HotDocument, clocks: Acknowledgement): void => {
  if (clocks.size === 0) return
  let frame: Buffer | null = null
  for (const socket of document.sockets) {
    // Before its first sync it is owed the whole of it, which will hold this too.
    if (socket.wantsAck && socket.hasSynced) socket.outlet.send((frame ??= encodeAck(clocks)))
  }
}

/** Once after the first sync: everything the disk has of the document, so that a tick is right after any absence. */
export const acknowledgeAll = (socket: SyncSocket): void => {
  if (socket.wantsAck) socket.outlet.send(encodeAck(socket.document.kept))
}
