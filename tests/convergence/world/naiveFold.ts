import { toBase64url } from '@sarangbang/shared/crypto/base64url.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { EntryRef, Stamp } from '@sarangbang/shared/room/entry.ts'
import type { TimelineItem } from '@sarangbang/shared/room/timeline.ts'
import type { AcceptedEntry } from './chronicle.ts'
import type { View } from './view.ts'

/**
 * The room as the words of docs/protocol.md §8 have it, from the set of entries at once: no increments, no copies, no order of arrival.
 * Slow, plain, and written without a look at the real fold.
 */
export const naiveFold = (
  entries: readonly Pick<AcceptedEntry, 'id' | 'author' | 'document' | 'entry'>[],
): Pick<View, 'items' | 'readUpTo' | 'registers'> => {
  const inTime = entries.toSorted(
    (a, b) =>
      a.entry.stamp.ms - b.entry.stamp.ms ||
      a.entry.stamp.counter - b.entry.stamp.counter ||
      compare(a.author, b.author) ||
      compare(a.id, b.id),
  )
  const items: TimelineItem[] = []
  const erased = new Set<string>()
  for (const { entry, author } of inTime) {
    if (entry.type !== 'system' || entry.event.code !== 'erased') continue
    const { target, stamp } = entry.event
    if (target.author !== author || erased.has(keyOf(target))) continue
    erased.add(keyOf(target))
    items.push({ kind: 'erased', ref: target, author, stamp })
  }
  for (const one of inTime) {
    const { entry, author, id } = one
    const ref: EntryRef = { month: one.document.slice(-7) as EntryRef['month'], author, id }
    if (erased.has(keyOf(ref))) continue
    if (entry.type === 'system' && entry.event.code === 'began') {
      items.push({ kind: 'system', code: 'began', ref, author, stamp: entry.stamp })
    }
    if (entry.type !== 'message') continue
    const texts = [{ text: entry.text, mentions: entry.mentions, stamp: entry.stamp }]
    for (const { entry: edit, author: editor } of inTime) {
      if (edit.type === 'edit' && editor === author && keyOf(edit.target) === keyOf(ref)) texts.push(edit)
    }
    const shown = texts[texts.length - 1] ?? entry
    items.push({
      kind: 'message',
      ref,
      author,
      stamp: entry.stamp,
      text: shown.text,
      mentions: shown.mentions,
      silent: entry.silent,
      replyTo: entry.replyTo ?? null,
      history: texts.slice(0, -1).map(({ text, stamp }) => ({ text, stamp })),
      reactions: reactionsTo(ref, inTime),
    })
  }
  items.sort(
    (a, b) =>
      a.stamp.ms - b.stamp.ms ||
      a.stamp.counter - b.stamp.counter ||
      compare(a.author, b.author) ||
      compare(a.ref.id, b.ref.id),
  )
  return { items, readUpTo: readIn(inTime), registers: registersIn(inTime) }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const keyOf = ({ author, id }: EntryRef): string => `${author}/${id}`
const isLater = (a: Stamp, b: Stamp): boolean => a.ms > b.ms || (a.ms === b.ms && a.counter > b.counter)

/** Each author's last word on each emoji; emojis in the order of the earliest of those words. */
const reactionsTo = (ref: EntryRef, inTime: readonly Pick<AcceptedEntry, 'author' | 'entry'>[]) => {
  const last = new Map<
    string,
    { readonly at: number; readonly emoji: string; readonly by: AccountId; readonly on: boolean }
  >()
  inTime.forEach(({ entry, author }, at) => {
    if (entry.type !== 'react' || keyOf(entry.target) !== keyOf(ref)) return
    last.set(`${author}/${entry.emoji}`, { at, emoji: entry.emoji, by: author, on: entry.on })
  })
  const standing = [...last.values()].filter(({ on }) => on).sort((a, b) => a.at - b.at)
  return [...new Set(standing.map(({ emoji }) => emoji))].map(emoji => ({
    emoji,
    by: standing
      .filter(one => one.emoji === emoji)
      .map(({ by }) => by)
      .sort(compare),
  }))
}

/** Entries of months only: a head's registers show nothing of a timeline. */
const readIn = (inTime: readonly Pick<AcceptedEntry, 'author' | 'entry'>[]): View['readUpTo'] => {
  const read = new Map<AccountId, Stamp>()
  for (const { entry, author } of inTime) {
    const known = read.get(author)
    if (entry.type === 'register' || entry.readUpTo === undefined) continue
    if (known === undefined || isLater(entry.readUpTo, known)) read.set(author, entry.readUpTo)
  }
  return [...read].sort(([a], [b]) => compare(a, b))
}

const registersIn = (inTime: readonly Pick<AcceptedEntry, 'author' | 'entry'>[]): View['registers'] => {
  const last = new Map<string, View['registers'][number]>()
  for (const { entry, author } of inTime) {
    if (entry.type !== 'register') continue
    last.set(`${entry.name},${author}`, [entry.name, author, entry.value === null ? null : toBase64url(entry.value)])
  }
  return [...last].sort(([a], [b]) => compare(a, b)).map(([, register]) => register)
}
