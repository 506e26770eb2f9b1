import type { FrameMeaning } from './language.ts'

/** Of frames read lately: about one turn of a flood. */
const maxRemembered = 4096
/** A frame ends in a signature of 64 bytes and an empty delete set: with its length that names it. */
const namingBytes = 72

/**
 * Reads frames, each once however many sockets it comes to: the generator must cost less than the relay it measures. Two frames
 * that end alike are the same; were that ever wrong, deliveries would be missing and the bench would fail, not lie.
 */
export const makeReadFrame = (read: (frame: Buffer) => FrameMeaning): ((frame: Buffer) => FrameMeaning) => {
  const remembered = new Map<string, FrameMeaning>()
  return frame => {
    const name = `${frame.length} ${frame.toString('latin1', Math.max(0, frame.length - namingBytes))}`
    const known = remembered.get(name)
    if (known) return known
    const meaning = read(frame)
    if (remembered.size >= maxRemembered) remembered.clear()
    remembered.set(name, meaning)
    return meaning
  }
}
