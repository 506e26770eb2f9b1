import type { IncomingMessage } from 'node:http'
import { syncPath } from '@sarangbang/shared/api/socket.ts'
import {
  firstMonth,
  isMonthAccepted,
  parseDocumentName,
  type DocumentName,
  type Month,
} from '@sarangbang/shared/room/documentName.ts'
import type { RawData, WebSocket } from 'ws'
import type { Identity } from '../accounts/authentication.ts'
import type { HotDocument, SyncSocket } from './hotDocument.ts'
import type { HotDocuments } from './hotDocuments.ts'
import { closeNameOf, identifySocket } from './identifySocket.ts'
import { makeIntake } from './intake.ts'
import { makeOutlet } from './outlet.ts'
import type { ReceiveFrame } from './receiveFrame.ts'
import type { SocketRegistry } from './socketRegistry.ts'
import type { SyncDeps, SyncParts } from './syncParts.ts'
import { makeTokenBucket } from './tokenBucket.ts'

export interface OpenSyncSocketParts extends SyncParts, Pick<SyncDeps, 'authentication' | 'membership'> {
  readonly registry: SocketRegistry
  readonly documents: HotDocuments
  readonly receiveFrame: ReceiveFrame
  opened(socket: SyncSocket): void
  closed(socket: SyncSocket): void
}

/**
 * Takes a fresh WebSocket to its document: whose is it, which document, may they, load it. Until then the socket is not read. A
 * refusal is a close code and not an HTTP status, because y-websocket sees only the former.
 *
 * @param request the upgrade request, its origin checked. Everything else in it is untrusted.
 */
export const openSyncSocket = async (
  request: IncomingMessage,
  socket: WebSocket,
  parts: OpenSyncSocketParts,
): Promise<void> => {
  const { limits, now, steadyMs, registry, membership, documents } = parts
  const intake = makeIntake(socket, limits, steadyMs())
  intake.hold('opening')
  // `ws` closes the socket by itself after an error (a bad frame: 1002, 1007; too large a one: 1009); the close event follows.
  socket.on('error', error => parts.log.info({ code: 'code' in error ? error.code : error.name }, 'socket error'))
  let opened: SyncSocket | null = null
  const outlet = makeOutlet(socket, request.socket, limits.outgoingBytes, steadyMs, () => {
    intake.end()
    if (opened) {
      opened.document.sockets.delete(opened)
      parts.closed(opened)
    }
  })
  const place = placeOf(request.url ?? '')
  if (!place) return outlet.close('badDocument')
  // Not for good: it will begin, or a clock that is behind will be put right. A device would stay away from its newest month for ever.
  if (place.month !== null && !isMonthAccepted(place.month, now())) return outlet.close('overload')
  // Before asking what it may: a revocation between the question and the answer must find it.
  const registered = await registry.add(
    () => identifySocket(request.headers, parts.authentication),
    identity => ({
      identity,
      close: outlet.close,
      cut: outlet.cut,
      lost: room => room === place.room && outlet.close('notAMember'),
    }),
  )
  if (!registered.ok) return outlet.close(closeNameOf[registered.error])
  const { identity, leave } = registered.value
  if (socket.readyState === socket.CLOSED) return leave()
  socket.once('close', leave)
  if (!(await membership.canOpen(identity.account, place.name))) return outlet.close('notAMember')
  const document = await documents.open(place.name)
  if (!document.ok) return outlet.close('overload')
  if (!outlet.isOpen) return
  opened = makeSyncSocket(document.value, identity, { intake, outlet, wantsAck: place.wantsAck }, parts)
  const reader = opened
  socket.on('message', (data: RawData, isBinary: boolean) => parts.receiveFrame(reader, bytesOf(data), isBinary))
  socket.on('pong', () => (reader.heardMs = steadyMs()))
  reader.document.sockets.add(reader)
  parts.opened(reader)
  intake.release('opening')
}

interface Place {
  readonly name: DocumentName
  readonly room: HotDocument['room']
  readonly month: Month | null
  readonly wantsAck: boolean
}

/** @param url untrusted: `/sync/<document>`, with `?ack=1` or not. */
const placeOf = (url: string): Place | null => {
  const [path = '', query = ''] = url.split('?', 2)
  const name = path.slice(syncPath.length)
  const place = parseDocumentName(name)
  if (!place) return null
  const { room, month } = place
  if (month !== null && month < firstMonth) return null
  return { name: name as DocumentName, room, month, wantsAck: new URLSearchParams(query).get('ack') === '1' }
}

const makeSyncSocket = (
  document: HotDocument,
  identity: Identity,
  ways: Pick<SyncSocket, 'intake' | 'outlet' | 'wantsAck'>,
  { limits, steadyMs }: SyncParts,
): SyncSocket => ({
  ...ways,
  identity,
  document,
  isBehind: false,
  askedBehind: null,
  hasSynced: false,
  unadmittedBytes: 0,
  strayFrames: 0,
  askedMs: 0,
  mustAsk: false,
  heardMs: steadyMs(),
  pieceSinceMs: 0,
  step1s: makeTokenBucket(limits.step1PerS, limits.step1AtOnce, steadyMs()),
  presences: makeTokenBucket(limits.presencePerS, limits.presenceAtOnce, steadyMs()),
})

/** `ws` gives whole messages as one Buffer (its `binaryType` is left at `nodebuffer`). */
const bytesOf = (data: RawData): Uint8Array =>
  Buffer.isBuffer(data) ? data : Array.isArray(data) ? Buffer.concat(data) : new Uint8Array(data)
