/**
 * What two peers say while they find each other. It travels inside y-webrtc's `signal` messages, encrypted, each by itself, and so in
 * any order. The type is deliberately neither `offer` nor `answer`: y-webrtc would drop some of those by a rule that knows
 * nothing of ours, and throws on an answer it has no connection for.
 */
export interface LinkSignal {
  readonly type: 'link'
  readonly from: string
  /** `null` as long as the sender does not know the other's id. */
  readonly to: string | null
  readonly description?: RTCSessionDescriptionInit
  readonly candidate?: RTCIceCandidateInit
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const readDescription = (value: unknown): RTCSessionDescriptionInit | undefined =>
  isObject(value) && (value['type'] === 'offer' || value['type'] === 'answer') && isText(value['sdp'])
    ? { type: value['type'], sdp: value['sdp'] }
    : undefined

const readCandidate = (value: unknown): RTCIceCandidateInit | undefined => {
  if (!isObject(value) || !isText(value['candidate'])) return undefined
  const { candidate, sdpMid, sdpMLineIndex, usernameFragment } = value
  return {
    candidate,
    sdpMid: isText(sdpMid) ? sdpMid : null,
    sdpMLineIndex: typeof sdpMLineIndex === 'number' ? sdpMLineIndex : null,
    usernameFragment: isText(usernameFragment) ? usernameFragment : null,
  }
}

/** Reads an untrusted signal; `null` when it is none of ours. */
export const readSignal = (data: unknown): LinkSignal | null => {
  if (!isObject(data) || data['type'] !== 'link' || !isText(data['from'])) return null
  const description = readDescription(data['description'])
  const candidate = readCandidate(data['candidate'])
  return {
    type: 'link',
    from: data['from'],
    to: isText(data['to']) ? data['to'] : null,
    ...(description && { description }),
    ...(candidate && { candidate }),
  }
}
