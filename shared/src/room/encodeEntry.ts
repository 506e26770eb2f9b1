import * as encoding from 'lib0/encoding'
import { idToBytes } from '../crypto/idToBytes.ts'
import type { AccountId } from '../crypto/ids.ts'
import { toUtf8 } from '../crypto/utf8.ts'
import type { Entry, EntryRef, MessageEntry, RegisterEntry, SystemEvent } from './entry.ts'
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
import { writeEntryRef } from './entryRef.ts'
import { writeStamp } from './stamp.ts'

type Encoder = encoding.Encoder

const writeText = (encoder: Encoder, text: string, maxBytes: number): void => {
  const bytes = toUtf8(text)
  if (bytes.length > maxBytes) throw new RangeError(`a text of ${bytes.length} bytes is over ${maxBytes}`)
  encoding.writeVarUint8Array(encoder, bytes)
}
const writeMentions = (encoder: Encoder, mentions: readonly AccountId[]): void => {
  if (mentions.length > maxMentions) throw new RangeError(`${mentions.length} mentions are over ${maxMentions}`)
  encoding.writeVarUint(encoder, mentions.length)
  for (const mention of mentions) encoding.writeUint8Array(encoder, idToBytes(mention))
}
const writeMessage = (encoder: Encoder, { replyTo, silent, mentions, text }: MessageEntry): void => {
  encoding.writeUint8(encoder, (replyTo ? isReply : 0) | (silent ? isSilent : 0))
  if (replyTo) writeEntryRef(encoder, replyTo)
  writeMentions(encoder, mentions)
  writeText(encoder, text, maxTextBytes)
}
const writeReaction = (encoder: Encoder, target: EntryRef, on: boolean, emoji: string): void => {
  writeEntryRef(encoder, target)
  encoding.writeUint8(encoder, on ? 1 : 0)
  writeText(encoder, emoji, maxEmojiBytes)
}
const writeSystem = (encoder: Encoder, event: SystemEvent): void => {
  encoding.writeVarUint(encoder, systemCodes.indexOf(event.code))
  if (event.code === 'began') return
  writeEntryRef(encoder, event.target)
  writeStamp(encoder, event.stamp)
}
const writeRegister = (encoder: Encoder, { name, value }: RegisterEntry): void => {
  writeText(encoder, name, maxRegisterNameBytes)
  encoding.writeUint8(encoder, value ? 1 : 0)
  if (!value) return
  if (value.length > maxRegisterBytes)
    throw new RangeError(`a register of ${value.length} bytes is over ${maxRegisterBytes}`)
  encoding.writeVarUint8Array(encoder, value)
}

const writeRest = (encoder: Encoder, entry: Entry): void => {
  switch (entry.type) {
    case 'message':
      return writeMessage(encoder, entry)
    case 'edit':
      writeEntryRef(encoder, entry.target)
      writeMentions(encoder, entry.mentions)
      return writeText(encoder, entry.text, maxTextBytes)
    case 'react':
      return writeReaction(encoder, entry.target, entry.on, entry.emoji)
    case 'system':
      return writeSystem(encoder, entry.event)
    case 'register':
      return writeRegister(encoder, entry)
  }
}

/**
 * The plain bytes of an entry (entryFormat.ts), to be sealed.
 * @throws {RangeError} beyond a bound of entryFormat.ts or stamp.ts: text is checked where it is accepted (`checkText`).
 */
export const encodeEntry = (entry: Entry): Uint8Array<ArrayBuffer> =>
  encoding.encode(encoder => {
    encoding.writeVarUint(encoder, entryVersion)
    encoding.writeVarUint(encoder, entryTypes.indexOf(entry.type))
    encoding.writeUint8Array(encoder, idToBytes(entry.id))
    writeStamp(encoder, entry.stamp)
    encoding.writeUint8(encoder, entry.readUpTo ? hasReadUpTo : 0)
    if (entry.readUpTo) writeStamp(encoder, entry.readUpTo)
    writeRest(encoder, entry)
  })
