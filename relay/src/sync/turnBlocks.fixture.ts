import { readUpdate } from '@sarangbang/shared/room/readUpdate.ts'
import { writeUpdate } from '@sarangbang/shared/room/writeUpdate.ts'

/** For tests: an update with its clients the other way round, the smallest first, as an older app or anybody may send it. */
export const turnBlocks = (update: Uint8Array): Uint8Array => {
  const read = readUpdate(update)
  if (!read.ok) throw new Error(`not an update: ${read.error.kind}`)
  // Fewer than 128 clients: one byte says how many.
  const blocks = [...read.value.structs]
    .sort(([a], [b]) => a - b)
    .map(block => writeUpdate(new Map([block])).subarray(1, -1))
  return Buffer.concat([Uint8Array.of(blocks.length), ...blocks, Uint8Array.of(0)])
}
