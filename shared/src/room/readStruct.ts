import * as decoding from 'lib0/decoding'
import { fail, ok, type Result } from '../result.ts'
import type { Refusal } from './documentLog.ts'
import type { StructId, UpdateStruct } from './updateStruct.ts'

/** The name of the one root every document has. */
export const logRoot = 'log'

/** Yjs's content kinds, the low five bits of a struct's first byte (yjs/src/utils/encoding.js). */
export const contentKind = { deleted: 1, binary: 3 } as const
const forbidden = ['GC', '', 'JSON', '', 'string', 'embed', 'format', 'type', 'any', 'document', 'skip'] as const

/** The high three bits: what follows the first byte. */
export const structFlag = { origin: 0x80, rightOrigin: 0x40, key: 0x20 } as const

/**
 * Reads one struct of a V1 update; refuses at its first byte whatever an honest log never holds. GC and Skip are among that:
 * they come from nested types and from gaps, and one of 16 bytes silences a client for ever. Throws where lib0 does.
 *
 *   info · origin (client, clock)? · right origin (client, clock)? · parent, only without origins: 1, "log" · content
 *
 * Content is varuint length and bytes (binary), or a varuint length (deleted). It is a view into the update.
 */
export const readStruct = (from: decoding.Decoder, client: number, clock: number): Result<UpdateStruct, Refusal> => {
  if (!decoding.hasContent(from)) return fail({ kind: 'update-malformed', reason: 'ends within a block' })
  const info = decoding.readUint8(from)
  const kind = info & 0x1f
  if (kind !== contentKind.deleted && kind !== contentKind.binary) {
    return fail({ kind: 'struct-forbidden', struct: forbidden[kind] ?? `content ${kind}` })
  }
  if (info & structFlag.key) return fail({ kind: 'struct-forbidden', struct: 'map value' })
  const origin = info & structFlag.origin ? readId(from) : null
  const rightOrigin = info & structFlag.rightOrigin ? readId(from) : null
  if (!origin && !rightOrigin) {
    if (decoding.readVarUint(from) !== 1) return fail({ kind: 'struct-forbidden', struct: 'nested' })
    if (decoding.readVarString(from) !== logRoot) return fail({ kind: 'struct-forbidden', struct: 'other root' })
  }
  const size = decoding.readVarUint(from)
  if (kind === contentKind.deleted) {
    if (size < 1 || clock + size > Number.MAX_SAFE_INTEGER) return fail({ kind: 'struct-forbidden', struct: 'length' })
    return ok({ client, clock, length: size, origin, rightOrigin, content: null })
  }
  if (size > from.arr.length - from.pos) return fail({ kind: 'update-malformed', reason: 'content beyond the end' })
  if (clock >= Number.MAX_SAFE_INTEGER) return fail({ kind: 'struct-forbidden', struct: 'length' })
  return ok({ client, clock, length: 1, origin, rightOrigin, content: decoding.readUint8Array(from, size) })
}

const readId = (from: decoding.Decoder): StructId => ({
  client: decoding.readVarUint(from),
  clock: decoding.readVarUint(from),
})
