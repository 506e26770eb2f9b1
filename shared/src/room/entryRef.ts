import * as encoding from 'lib0/encoding'
import { bytesToId, idToBytes } from '../crypto/idToBytes.ts'
import { idBytes } from '../crypto/ids.ts'
import type { Reader } from '../crypto/makeReader.ts'
import type { Month } from './documentName.ts'
import type { EntryRef } from './entry.ts'

const firstYear = 2009
const maxMonthNumber = (9999 - firstYear) * 12 + 11

/** Months since January 2009, which is 0. */
const monthToNumber = (month: Month): number =>
  (Number(month.slice(0, 4)) - firstYear) * 12 + Number(month.slice(5, 7)) - 1
const numberToMonth = (number: number): Month =>
  `${firstYear + Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}` as Month

/** `month/author/entryId`, unique in a room. */
export const entryRefToText = ({ month, author, id }: EntryRef): string => `${month}/${author}/${id}`

/** Same author, same entry; the month only says where to look. */
export const isSameEntry = (a: EntryRef, b: EntryRef): boolean => a.id === b.id && a.author === b.author

/** `month varuint (since 2009-01) · author (32) · entry id (16)`. @throws {RangeError} for a month before 2009. */
export const writeEntryRef = (encoder: encoding.Encoder, { month, author, id }: EntryRef): void => {
  const number = monthToNumber(month)
  if (!(number >= 0)) throw new RangeError(`no month: ${month}`)
  encoding.writeVarUint(encoder, number)
  encoding.writeUint8Array(encoder, idToBytes(author))
  encoding.writeUint8Array(encoder, idToBytes(id))
}

export const readEntryRef = (reader: Reader): EntryRef => ({
  month: numberToMonth(reader.uint(maxMonthNumber)),
  author: bytesToId(reader.take(idBytes.account)),
  id: bytesToId(reader.take(idBytes.entry)),
})
