import * as v from 'valibot'
import { roomId } from './field.ts'
import { connection } from './people.ts'
import { documentPosition, marker, room } from './rooms.ts'

/**
 * The inbox stream: `GET /api/inbox`, server-sent events, one JSON message of this union each (SSE event name = `type`).
 * Every message carries the whole present state of one thing, so a repeated or skipped one does no harm. After `Last-Event-ID`
 * the relay goes on where it was, or, when that is too long ago, starts with a snapshot: `hello` with `snapshot: true`, then
 * everything there is, then `ready`. `ready` comes after resuming too; a page that opens a new EventSource says the last event id
 * as `?after=`. Every 20 s an event `ping` without meaning shows that the stream lives.
 */
export const inboxMessage = v.variant('type', [
  v.object({ type: v.literal('hello'), nowMs: v.number(), snapshot: v.boolean() }),
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('connection'), connection }),
  v.object({ type: v.literal('room'), room }),
  v.object({ type: v.literal('room-gone'), room: roomId }),
  v.object({ type: v.literal('document'), document: documentPosition }),
  v.object({ type: v.literal('marker'), room: roomId, marker }),
  /** This very session has ended: signed out elsewhere, password changed, account withdrawn. The stream closes after it. */
  v.object({ type: v.literal('session-ended') }),
])
export type InboxMessage = v.InferOutput<typeof inboxMessage>
export const inboxPath = '/api/inbox'
