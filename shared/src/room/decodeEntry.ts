import { bytesToId } from '../crypto/idToBytes.ts'
import { idBytes, type AccountId, type EntryId } from '../crypto/ids.ts'
import { makeReader, type Reader } from '../crypto/makeReader.ts'
import { fromUtf8 } from '../crypto/utf8.ts'
import { fail, ok, type Result } from '../result.ts'
import type { ReadEntry, SystemEvent } from './entry.ts'
import {
  entryTypes,
  entryVersion,
  hasReadUpTo,
  isReply,
  isSilent,
  maxEmojiBytes,
  maxMentions,
  maxRegisterBytes,
  maxRegisterNameBytes,
  maxTextBytes,
  systemCodes,
} from './entryFormat.ts'
import { readEntryRef } from './entryRef.ts'
import { readStamp } from './stamp.ts'

/** A member sealed and signed bytes that are no entry. Ignored, like an entry never written. */
export interface EntryMalformed {
  readonly kind: 'entry-malformed'
  readonly at: 'head' | 'body' | 'end'
}

type Body<E> = E extends ReadEntry ? Omit<E, 'id' | 'stamp' | 'readUpTo'> : never
/** `undefined`: malformed, apart from what the reader notices itself. */
type ReadBody = Body<ReadEntry> | undefined

const readText = (reader: Reader, maxBytes: number): string | null => fromUtf8(reader.take(reader.uint(maxBytes)))
const readMentions = (reader: Reader): readonly AccountId[] => {
  const bytes = reader.take(reader.uint(maxMentions) * idBytes.account)
  return Array.from({ length: bytes.length / idBytes.account }, (_, at) =>
    bytesToId(bytes.subarray(at * idBytes.account, (at + 1) * idBytes.account)),
  )
}
/** A byte that is 0 or 1. */
const readFlag = (reader: Reader): boolean | undefined => [false, true][reader.byte()]

const readMessage = (reader: Reader, strict: boolean): ReadBody => {
  const options = reader.byte()
  if (strict && options > (isReply | isSilent)) return undefined
  const replyTo = options & isReply ? readEntryRef(reader) : undefined
  const mentions = readMentions(reader)
  const text = readText(reader, maxTextBytes)
  if (text === null) return undefined
  const silent = (options & isSilent) !== 0
  return { type: 'message', text, mentions, silent, ...(replyTo && { replyTo }) }
}
const readEdit = (reader: Reader): ReadBody => {
  const target = readEntryRef(reader)
  const mentions = readMentions(reader)
  const text = readText(reader, maxTextBytes)
  return text === null ? undefined : { type: 'edit', target, mentions, text }
}
const readReaction = (reader: Reader): ReadBody => {
  const target = readEntryRef(reader)
  const on = readFlag(reader)
  const emoji = readText(reader, maxEmojiBytes)
  return on === undefined || !emoji ? undefined : { type: 'react', target, on, emoji }
}
const readEvent = (reader: Reader, code: (typeof systemCodes)[number]): SystemEvent | undefined => {
  if (code === 'began') return { code }
  const target = readEntryRef(reader)
  const stamp = readStamp(reader)
  return stamp ? { code, target, stamp } : undefined
}
/** A code of a newer program makes the entry unknown as a whole. */
const readSystem = (reader: Reader, type: number): ReadBody => {
  const code = systemCodes[reader.uint()]
  if (!code) return { type: 'unknown', code: type }
  const event = readEvent(reader, code)
  return event && { type: 'system', event }
}
const readRegister = (reader: Reader): ReadBody => {
  const name = readText(reader, maxRegisterNameBytes)
  const present = readFlag(reader)
  if (!name || present === undefined) return undefined
  const value = present ? reader.take(reader.uint(maxRegisterBytes)).slice() : null
  return { type: 'register', name, value }
}

const readBody = (reader: Reader, type: number, strict: boolean): ReadBody => {
  switch (entryTypes[type]) {
    case 'message':
      return readMessage(reader, strict)
    case 'edit':
      return readEdit(reader)
    case 'react':
      return readReaction(reader)
    case 'system':
      return readSystem(reader, type)
    case 'register':
      return readRegister(reader)
    default:
      return { type: 'unknown', code: type }
  }
}

/**
 * Reads the plain bytes of an entry (entryFormat.ts). Never throws; what it returns is bounded by the bytes it got. Text comes as
 * written, normalised or not: changing it here would make two devices differ.
 * @param bytes - untrusted: a member wrote them.
 */
export const decodeEntry = (bytes: Uint8Array): Result<ReadEntry, EntryMalformed> => {
  const reader = makeReader(bytes)
  const version = reader.uint()
  const strict = version === entryVersion
  const type = reader.uint()
  const id = bytesToId<EntryId>(reader.take(idBytes.entry))
  const stamp = readStamp(reader)
  const flags = reader.byte()
  const readUpTo = flags & hasReadUpTo ? readStamp(reader) : undefined
  const sound = version >= entryVersion && !(strict && flags > hasReadUpTo)
  if (reader.failed || !sound || !stamp || readUpTo === null) return fail({ kind: 'entry-malformed', at: 'head' })

  const body = readBody(reader, type, strict)
  if (reader.failed || !body) return fail({ kind: 'entry-malformed', at: 'body' })
  if (strict && !reader.done && body.type !== 'unknown') return fail({ kind: 'entry-malformed', at: 'end' })
  return ok({ ...body, id, stamp, ...(readUpTo && { readUpTo }) })
}
