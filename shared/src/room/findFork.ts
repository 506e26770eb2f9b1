import { compareBytes } from '../crypto/compareBytes.ts'
import type { Envelope } from '../crypto/envelope.ts'
import type { EnvelopePlacer } from './placeEnvelope.ts'
import type { LiveEnvelopes } from './liveEnvelopes.ts'
import type { UpdateStruct } from './updateStruct.ts'

/** Two envelopes for one place. Signed both, they prove that their author tells one thing here and another there. */
export interface Fork {
  readonly here: Envelope
  readonly there: Envelope
}

/**
 * Whether a struct that the document holds already came with another envelope than the one that stands here. Its signature is not
 * verified: anybody can bring any bytes.
 */
export const findFork = (
  struct: UpdateStruct,
  live: Pick<LiveEnvelopes, 'get'>,
  placer: EnvelopePlacer,
): Fork | null => {
  const here = struct.content ? live.get(struct.client, struct.clock) : undefined
  if (!here || !struct.content || compareBytes(here.bytes, struct.content) === 0) return null
  const placed = placer.place(struct.content, struct)
  return placed.ok ? { here, there: placed.value.envelope } : null
}
