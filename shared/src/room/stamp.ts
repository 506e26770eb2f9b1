import * as encoding from 'lib0/encoding'
import type { Reader } from '../crypto/makeReader.ts'
import type { Stamp } from './entry.ts'

/** 2009-01-01: the first month a document may have. */
export const minStampMs = Date.UTC(2009, 0)
/** The end of 9999, after which a month has no name of seven characters. */
export const maxStampMs = Date.UTC(10_000, 0) - 1
export const maxStampCounter = 0xffff_ffff

/** Orders stamps; equal ones are two authors' (or two devices') and need another tie-break. */
export const compareStamps = (a: Stamp, b: Stamp): number => a.ms - b.ms || a.counter - b.counter

/** The later; `null` counts as before everything. */
export const maxStamp = <A extends Stamp | null, B extends Stamp | null>(a: A, b: B): A | B =>
  a === null || (b !== null && compareStamps(a, b) < 0) ? b : a

/**
 * `ms varuint · counter varuint`.
 * @throws {RangeError} outside the bounds above, which no clock of `makeClock` leaves.
 */
export const writeStamp = (encoder: encoding.Encoder, { ms, counter }: Stamp): void => {
  if (!(ms >= minStampMs && ms <= maxStampMs && counter >= 0 && counter <= maxStampCounter)) {
    throw new RangeError(`no stamp: ${ms} ms, ${counter}`)
  }
  encoding.writeVarUint(encoder, ms)
  encoding.writeVarUint(encoder, counter)
}

/** `null` outside the bounds; look at `reader.failed` for what is not there at all. */
export const readStamp = (reader: Reader): Stamp | null => {
  const ms = reader.uint(maxStampMs)
  const counter = reader.uint(maxStampCounter)
  return ms < minStampMs ? null : { ms, counter }
}
