import type { AccountId, EntryId } from '../crypto/ids.ts'
import { monthOf, parseDocumentName } from './documentName.ts'
import { countingParts, maxReactionsOfAuthor } from './countingParts.ts'
import type {
  EditEntry,
  EntryRef,
  MessageEntry,
  OpenedEntry,
  ReactEntry,
  ReadEntry,
  Stamp,
  SystemEntry,
} from './entry.ts'
import { compareEntries, compareTexts, firstCopies } from './orderEntries.ts'
import type { Printed } from './printedMs.ts'
import { compareStamps } from './stamp.ts'
import { stampWithin } from './stampWithin.ts'
import type { Reaction, TimelineItem, TimelineMessage } from './timeline.ts'

/** Whose message an entry is about, and which; `null` for what shows nothing by itself. */
export const subjectOf = ({
  entry,
  author,
}: OpenedEntry): { readonly author: AccountId; readonly id: EntryId } | null => {
  switch (entry.type) {
    case 'message':
      return { author, id: entry.id }
    case 'edit':
    case 'react':
      return entry.target
    case 'system':
      return entry.event.code === 'erased' ? entry.event.target : { author, id: entry.id }
    case 'register':
    case 'unknown':
      return null
  }
}

type Opened<E extends ReadEntry> = OpenedEntry<E>
const isMessage = (one: OpenedEntry): one is Opened<MessageEntry> => one.entry.type === 'message'
const isEdit = (one: OpenedEntry): one is Opened<EditEntry> => one.entry.type === 'edit'
const isReaction = (one: OpenedEntry): one is Opened<ReactEntry> => one.entry.type === 'react'
const isSystem = (one: OpenedEntry): one is Opened<SystemEntry> => one.entry.type === 'system'

/** An entry is looked for in the month of the document it stands in, whatever its stamp says. */
const refOf = ({ entry, author, place }: OpenedEntry): EntryRef => ({
  month: parseDocumentName(place.document)?.month ?? monthOf(entry.stamp.ms),
  author,
  id: entry.id,
})

const reactionsOf = (reactions: readonly Opened<ReactEntry>[]): readonly Reaction[] => {
  const latest = new Map<string, Opened<ReactEntry>>()
  for (const one of reactions.toSorted(compareEntries)) latest.set(`${one.author}/${one.entry.emoji}`, one)
  const given = new Map<AccountId, number>()
  const standing: Opened<ReactEntry>[] = []
  for (const one of [...latest.values()].toSorted(compareEntries).reverse()) {
    const count = given.get(one.author) ?? 0
    if (!one.entry.on || count >= maxReactionsOfAuthor) continue
    given.set(one.author, count + 1)
    standing.push(one)
  }
  const byEmoji = new Map<string, AccountId[]>()
  // The order of the map is that of first setting, so an emoji stands where its earliest standing reaction puts it.
  for (const one of standing.reverse()) {
    const by = byEmoji.get(one.entry.emoji)
    if (by) by.push(one.author)
    else byEmoji.set(one.entry.emoji, [one.author])
  }
  return [...byEmoji].map(([emoji, by]) => ({ emoji, by: by.toSorted(compareTexts) }))
}

const timeOf = (stamp: Stamp, { arrivedMs }: OpenedEntry): Printed =>
  arrivedMs === undefined ? { stamp } : { stamp, arrivedMs }

/** Where an entry stands in time: its own word, as far as the month it was written into allows. */
const standsAt = (one: OpenedEntry): { readonly ref: EntryRef } & Printed => {
  const ref = refOf(one)
  return { ref, ...timeOf(stampWithin(ref.month, one.entry.stamp), one) }
}

const messageOf = (base: Opened<MessageEntry>, rest: readonly OpenedEntry[]): TimelineMessage => {
  const edits = rest
    .filter(one => isEdit(one) && one.author === base.author)
    .toSorted(compareEntries) as Opened<EditEntry>[]
  const versions = [base, ...edits]
  const shown = (edits.at(-1) ?? base).entry
  return {
    kind: 'message',
    ...standsAt(base),
    author: base.author,
    text: shown.text,
    mentions: shown.mentions,
    silent: base.entry.silent,
    replyTo: base.entry.replyTo ?? null,
    history: versions.slice(0, -1).map(one => ({ text: one.entry.text, ...timeOf(one.entry.stamp, one) })),
    reactions: reactionsOf(rest.filter(isReaction)),
  }
}

/** The latest stamp an author gave for where the erased message stood would let them move it; the first does not. */
const erasedOf = (owner: AccountId, parts: readonly OpenedEntry[]): TimelineItem | null => {
  const marks = parts
    .filter(isSystem)
    .flatMap(one => {
      const { event } = one.entry
      return event.code === 'erased' && one.author === owner ? [{ ref: event.target, stamp: event.stamp, one }] : []
    })
    .toSorted((a, b) => compareStamps(a.stamp, b.stamp) || compareTexts(a.ref.month, b.ref.month))
  const first = marks[0]
  if (!first) return null
  const { ref, stamp, one } = first
  return { kind: 'erased', ref, author: owner, ...timeOf(stampWithin(ref.month, stamp), one) }
}

/**
 * What all entries about one message make of it: the message, the place where it was, or nothing yet. Depends only on the set.
 * A mark of erasure by the author outweighs every copy, also one that comes back later from somewhere.
 * @param parts - every live entry whose subject is `owner`'s message.
 */
export const itemOf = (owner: AccountId, parts: readonly OpenedEntry[]): TimelineItem | null => {
  const erased = erasedOf(owner, parts)
  if (erased) return erased
  const entries = firstCopies(countingParts(parts))
  const message = entries.find(isMessage)
  if (message) return messageOf(message, entries)
  const began = entries.find(one => isSystem(one) && one.entry.event.code === 'began')
  if (!began) return null
  return { kind: 'system', code: 'began', author: owner, ...standsAt(began) }
}

export const compareItems = (a: TimelineItem, b: TimelineItem): number =>
  compareStamps(a.stamp, b.stamp) || compareTexts(a.author, b.author) || compareTexts(a.ref.id, b.ref.id)
