import * as v from 'valibot'
import { accountId, boundedBytes, fixedBytes, person, roomId } from './field.ts'
import { route } from './route.ts'

/** What the relay knows of a room: who may open its documents, and nothing of what is in them. */
export const room = v.object({
  id: roomId,
  kind: v.picklist(['self', 'direct']),
  /** Draws the room's id, with kind and founders: the device checks it (roomIdOf). For `self` 16 zero bytes. */
  nonce: fixedBytes(16),
  /** Both founders of a direct room, fewer where one has withdrawn; the one of `self`. */
  members: v.array(person),
  /** The accounts the room's id is made of, in any order; they stay when an account is gone. */
  founders: v.optional(v.array(accountId)),
  createdMs: v.number(),
})
export type Room = v.InferOutput<typeof room>

/** Grows with every update the relay keeps of a document; equal positions mean nothing new. */
export const documentPosition = v.object({ name: v.string(), position: v.number() })
export type DocumentPosition = v.InferOutput<typeof documentPosition>

/** A sealed read marker (markerName): only members can read it. `version` counts its writes. */
export const marker = v.object({ account: v.string(), version: v.number(), sealed: boundedBytes(1024) })
export type Marker = v.InferOutput<typeof marker>

const byRoom = v.object({ room: roomId })

export const listRooms = route('GET', '/api/rooms', 'session', { response: v.object({ rooms: v.array(room) }) })
export const listDocuments = route('GET', '/api/rooms/:room/documents', 'session', {
  params: byRoom,
  response: v.object({ documents: v.array(documentPosition), markers: v.array(marker) }),
})
/** Compare-and-swap: errors `marker-conflict` with the current marker, so that the device can keep the maximum. */
export const setMarker = route('PUT', '/api/rooms/:room/marker', 'session', {
  params: byRoom,
  request: v.object({
    /** The version it replaces; 0 for the first. */ replaces: v.number(),
    sealed: boundedBytes(1024),
  }),
  response: marker,
})
