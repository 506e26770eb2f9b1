import { maxUpdateBytes } from '@sarangbang/shared/api/socket.ts'
import { splitUpdate } from '@sarangbang/shared/room/splitUpdate.ts'
import * as Y from 'yjs'
import type { AdmittedUpdate, HotDocument, SyncSocket } from './hotDocument.ts'
import { encodeUpdate } from './encodeMessage.ts'
import { mergeInGroups } from './mergeInGroups.ts'

/**
 * Sends what a document admitted in this turn to its other sockets, before the disk has it: merged, and framed once for all of them.
 * A socket that sent all of it gets none of it back. Where several wrote within one turn they get each other's updates in that one
 * frame, their own included: what is known already costs a reader nothing, and a frame for each writer would cost the relay as many
 * merges as there are writers. A socket that is being caught up gets it with its backlog.
 */
export const fanOut = (document: HotDocument, admitted: readonly AdmittedUpdate[]): void => {
  if (document.sockets.size === 0) return
  const sole = soleSender(admitted)
  if (sole && document.sockets.size === 1 && document.sockets.has(sole)) return
  const frames = piecesOf(document, admitted).map(encodeUpdate)
  for (const socket of document.sockets) {
    if (socket === sole || socket.isBehind) continue
    for (const frame of frames) socket.outlet.send(frame)
  }
}

const soleSender = (admitted: readonly AdmittedUpdate[]): SyncSocket | null => {
  let sole: SyncSocket | null = null
  for (const { senders } of admitted) {
    const [sender] = senders
    if (senders.size !== 1 || !sender || (sole && sole !== sender)) return null
    sole = sender
  }
  return sole
}

/** Tombstones must travel with the erasures that prove them, which a plain Yjs update does not hold. */
const piecesOf = (document: HotDocument, admitted: readonly AdmittedUpdate[]): readonly Uint8Array[] => {
  const before = admitted.some(update => update.bringsTombstones) ? admitted[0]?.before : undefined
  return before
    ? splitUpdate(document.log, Y.encodeStateVector(new Map(before)))
    : mergeInGroups(
        admitted.map(update => update.bytes),
        maxUpdateBytes,
      )
}
