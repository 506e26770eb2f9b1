import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import * as v from 'valibot'

/**
 * What a client of y-webrtc's signaling protocol says (y-webrtc 10.3, `bin/server.js` and `src/y-webrtc.js`): one JSON object per text
 * frame. A topic is a document's name.
 */
const topic = v.pipe(v.string(), v.maxLength(64))
const topics = v.pipe(v.array(topic), v.maxLength(100))
/** As it came: valibot's own `record` would take an array for one, and make a copy. */
const object = v.custom<object>(value => isObject(value))
const signalMessage = v.variant('type', [
  v.object({ type: v.literal('subscribe'), topics }),
  v.object({ type: v.literal('unsubscribe'), topics }),
  /** `data` is encrypted by our clients, an object by stock ones; it is passed on as it is. */
  v.object({ type: v.literal('publish'), topic, data: v.union([v.string(), object]) }),
  v.object({ type: v.literal('ping') }),
])
export type SignalMessage = v.InferOutput<typeof signalMessage>

export type SignalFault =
  /** No JSON object: no honest client says that. */
  | { readonly kind: 'signal-malformed' }
  /** A JSON object that is none of ours: a newer client, maybe. */
  | { readonly kind: 'signal-unknown' }

/** @param text untrusted, bounded by the socket. */
export const readSignalMessage = (text: string): Result<SignalMessage, SignalFault> => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return fail({ kind: 'signal-malformed' })
  }
  if (!isObject(value)) return fail({ kind: 'signal-malformed' })
  const read = v.safeParse(signalMessage, value)
  return read.success ? ok(read.output) : fail({ kind: 'signal-unknown' })
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
