import * as decoding from 'lib0/decoding'
import { fail, ok, type Result } from '../result.ts'
import type { Refusal } from './documentLog.ts'
import { readStruct } from './readStruct.ts'
import type { StructsByClient, UpdateStruct } from './updateStruct.ts'

/** 8 MiB: a stock client may still send a large document whole; our own links send pieces of 256 KiB (splitUpdate). */
export const maxAdmittedBytes = 8 * 1024 * 1024
/** 50,000: above it, reading alone would hold a thread for a noticeable time; five years of a couple's month fit ten times. */
export const maxUpdateStructs = 50_000

export interface ReadUpdate {
  readonly structs: StructsByClient
  /** The update as it came, up to its delete set: what may be applied when every struct is new. */
  readonly structBytes: Uint8Array
}

/**
 * Reads a Yjs update, version 1, as strictly as an honest log allows: envelopes and tombstones in the root `log`, each client
 * once, nothing after the end. Yjs's own reader is not used, because it builds whatever it finds (nested types, documents,
 * JSON of any depth) before anybody can object, and takes the last of two blocks of one client. Layout:
 *
 *   | part       | content                                                                       |
 *   |------------|-------------------------------------------------------------------------------|
 *   | structs    | varuint clients, each: varuint count, client, first clock, then the structs   |
 *   | delete set | varuint clients, each: varuint client, count, then count × (clock, length)    |
 *
 * The delete set is passed over: nothing from outside deletes (design.md §3). Contents are views into `update`.
 */
export const readUpdate = (update: Uint8Array): Result<ReadUpdate, Refusal> => {
  if (update.length > maxAdmittedBytes) return fail({ kind: 'update-too-large', bytes: update.length })
  const from = decoding.createDecoder(update)
  try {
    const structs = readStructs(from)
    if (!structs.ok) return structs
    const structBytes = update.subarray(0, from.pos)
    skipDeleteSet(from)
    if (decoding.hasContent(from)) return fail({ kind: 'update-malformed', reason: 'trailing bytes' })
    return ok({ structs: structs.value, structBytes })
  } catch (error) {
    // lib0 throws at the end of the bytes and on integers above 2^53.
    return fail({ kind: 'update-malformed', reason: error instanceof Error ? error.message : String(error) })
  }
}

const readStructs = (from: decoding.Decoder): Result<StructsByClient, Refusal> => {
  const byClient = new Map<number, readonly UpdateStruct[]>()
  let total = 0
  for (let clients = decoding.readVarUint(from); clients > 0; clients--) {
    const count = decoding.readVarUint(from)
    total += count
    if (total > maxUpdateStructs) return fail({ kind: 'too-many-structs', structs: total })
    const client = decoding.readVarUint(from)
    if (count === 0 || byClient.has(client)) return fail({ kind: 'update-malformed', reason: 'client block' })
    let clock = decoding.readVarUint(from)
    const list: UpdateStruct[] = []
    for (let n = 0; n < count; n++) {
      const struct = readStruct(from, client, clock)
      if (!struct.ok) return struct
      list.push(struct.value)
      clock += struct.value.length
    }
    byClient.set(client, list)
  }
  return ok(byClient)
}

const skipDeleteSet = (from: decoding.Decoder): void => {
  for (let clients = decoding.readVarUint(from); clients > 0; clients--) {
    decoding.readVarUint(from)
    for (let numbers = 2 * decoding.readVarUint(from); numbers > 0; numbers--) decoding.readVarUint(from)
  }
}
