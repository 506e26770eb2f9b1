const messageSync = 0
const syncUpdate = 2

/**
 * Whether `sent` is the very update that is being taken in: y-webrtc passes on every update it sees applied, also to where it came
 * from. What an observer writes in answer, or what an update let through, has other bytes and still goes out.
 *
 * @param heard - The message being taken in: sync step 2 or update; both hold the same payload at the same place.
 */
export const isEcho = (sent: Uint8Array, heard: Uint8Array | null): boolean =>
  heard !== null &&
  sent.length === heard.length &&
  sent[0] === messageSync &&
  heard[0] === messageSync &&
  sent[1] === syncUpdate &&
  heard[1] !== 0 &&
  sent.every((byte, at) => at < 2 || byte === heard[at])
