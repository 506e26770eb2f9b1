import type { EntryId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { hasFields, isListOf, isNumber, isText } from './soundness.ts'

/** A text that has left the field to become the message with this id, and of which it is not yet known that it is in the journal. */
export interface TakenText {
  readonly id: EntryId
  readonly text: string
}

/** What stands in a room's composer. */
export interface DraftRecord {
  readonly room: RoomId
  /** What is in the field. */
  readonly text: string
  /** In the order they left it. Absent: none. */
  readonly taken?: readonly TakenText[]
  readonly savedMs: number
}

const isWhole = hasFields({ room: isText, text: isText, savedMs: isNumber })
const areTaken = isListOf(hasFields({ id: isText, text: isText }))
export const isDraft = (value: unknown): value is DraftRecord => {
  if (!isWhole(value)) return false
  const { taken } = value as { readonly taken?: unknown }
  return taken === undefined || areTaken(taken)
}

/** Texts of one composer, a line each, in the order they were written. */
export const joinTexts = (...texts: readonly string[]): string => texts.filter(text => text !== '').join('\n')

/** All of it that is no message yet, as it goes back into the field. */
export const joinDraft = ({ text, taken = [] }: Pick<DraftRecord, 'text' | 'taken'>): string =>
  joinTexts(...taken.map(one => one.text), text)

/** One of the taken is settled: as a message it is gone, and otherwise it is in the field again, before what was written meanwhile. */
export const settleTaken = (draft: DraftRecord, id: EntryId, isKept: boolean): DraftRecord => {
  const { text, taken = [] } = draft
  const settled = taken.find(one => one.id === id)
  if (settled === undefined) return draft
  const left = taken.filter(one => one !== settled)
  return { ...draft, text: isKept ? text : joinTexts(settled.text, text), taken: left }
}
