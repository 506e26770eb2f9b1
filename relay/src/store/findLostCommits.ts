/**
 * SQLite's write-ahead log (sqlite.org/fileformat2.html §4), as far as it is read here. Integers are big-endian.
 *
 * | part | bytes | |
 * |---|---|---|
 * | header | 32 | magic (4) · version (4) · page size (4) · checkpoint (4) · salts (8) · checksum (8) |
 * | frame, any number | 24 + page size | page (4) · pages after the commit, else 0 (4) · salts (8) · checksum (8) · the page |
 *
 * Each checksum covers everything before it, from the first frame of the log on.
 */
import { existsSync, readFileSync } from 'node:fs'

const headerBytes = 32
const frameHeaderBytes = 24
/** The relay's databases have the standard page; a header that cannot be believed is read as this. */
const standardPageBytes = 4096
const magicLittleEndian = 0x377f0682
const magicBigEndian = 0x377f0683

/**
 * How many committed transactions SQLite would pass over in silence, because a frame before them does not fit its checksum. At most
 * one can be lost honestly: the one that was being written when the power went, and nobody was told that it is kept. So one counts as
 * none.
 */
export const findLostCommits = (path: string): number => {
  if (!existsSync(path)) return 0
  const log = readFileSync(path)
  if (log.length <= headerBytes + frameHeaderBytes) return 0
  const magic = log.readUInt32BE(0)
  const isBigEndian = magic === magicBigEndian
  const headerSum = sum(log, 0, headerBytes - 8, [0, 0], isBigEndian)
  const isHeaderWhole = (isBigEndian || magic === magicLittleEndian) && isSumAt(log, headerBytes - 8, headerSum)
  const pageBytes = isHeaderWhole ? log.readUInt32BE(8) : standardPageBytes
  const frameBytes = frameHeaderBytes + pageBytes
  const frameAt = (n: number) => headerBytes + n * frameBytes
  const count = Math.floor((log.length - headerBytes) / frameBytes)
  // Frames of the log's earlier rounds stand behind those of this one; the salts tell them apart.
  const salts = log.subarray(isHeaderWhole ? 16 : frameAt(0) + 8).subarray(0, 8)
  const isOfRound = (n: number) => log.subarray(frameAt(n) + 8, frameAt(n) + 16).equals(salts)

  const isWhole = (n: number, running: Sum): Sum | null => {
    if (!isOfRound(n)) return null
    const ofHeader = sum(log, frameAt(n), 8, running, isBigEndian)
    const ofPage = sum(log, frameAt(n) + frameHeaderBytes, pageBytes, ofHeader, isBigEndian)
    return isSumAt(log, frameAt(n) + 16, ofPage) ? ofPage : null
  }
  let whole = 0
  let running: Sum | null = isHeaderWhole ? headerSum : null
  while (running && whole < count) {
    running = isWhole(whole, running)
    if (running) whole++
  }
  let commits = 0
  for (let n = whole; n < count; n++) if (isOfRound(n) && log.readUInt32BE(frameAt(n) + 4) !== 0) commits++
  return commits > 1 ? commits : 0
}

type Sum = readonly [number, number]

/** SQLite's checksum of a multiple of eight bytes, going on from an earlier one. */
const sum = (log: Buffer, at: number, length: number, [first, second]: Sum, isBigEndian: boolean): Sum => {
  const read = (offset: number) => (isBigEndian ? log.readUInt32BE(offset) : log.readUInt32LE(offset))
  let s0 = first
  let s1 = second
  for (let offset = at; offset < at + length; offset += 8) {
    s0 = (s0 + read(offset) + s1) >>> 0
    s1 = (s1 + read(offset + 4) + s0) >>> 0
  }
  return [s0, s1]
}

const isSumAt = (log: Buffer, at: number, [s0, s1]: Sum): boolean =>
  log.readUInt32BE(at) === s0 && log.readUInt32BE(at + 4) === s1
