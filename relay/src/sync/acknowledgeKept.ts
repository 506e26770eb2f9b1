import type { Acknowledgement } from '@sarangbang/shared/api/socket.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { encodeAck } from './encodeMessage.ts'
import type { HotDocument, SyncSocket } from './hotDocument.ts'

/**
 * Tells what the disk has now: to the sockets that asked with `?ack=1`, of those who wrote it, on whatever device. Nobody else has a
 * tick to show for it; and who opens the document later is told everything. Called after the fsync, never before.
 *
 * @param authors `null` where somebody unknown wrote some of it: then everybody is told.
 */
export const acknowledgeKept = (
  document: HotDocument,
  clocks: Acknowledgement,
  authors: ReadonlySet<AccountId> | null,
): void => {
  if (clocks.size === 0) return
  let frame: Buffer | null = null
  for (const socket of document.sockets) {
    // Before its first sync it is owed the whole of it, which will hold this too.
    if (!socket.wantsAck || !socket.hasSynced) continue
    if (!authors || authors.has(socket.identity.account)) socket.outlet.send((frame ??= encodeAck(clocks)))
  }
}

/** Once after the first sync: everything the disk has of the document, so that a tick is right after any absence. */
export const acknowledgeAll = (socket: SyncSocket): void => {
  if (socket.wantsAck) socket.outlet.send(encodeAck(socket.document.kept))
}
