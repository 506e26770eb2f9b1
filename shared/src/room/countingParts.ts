import type { OpenedEntry } from './entry.ts'
import { compareCopies, compareEntries } from './orderEntries.ts'

/** Different emoji of one person at one message that stand: the newest. More than anybody means. */
export const maxReactionsOfAuthor = 20
/**
 * Edits of a message, or reactions of one person to it, that are looked at: the newest. An honest person never comes near; without it
 * each further one of 10,000 costs the time of all.
 */
export const maxCountingParts = 200

/**
 * What counts of all that was said about a message: of each person's edits, and of their reactions, the newest
 * `maxCountingParts`; of copies of anything else the first. Depends only on the set.
 */
export const countingParts = (parts: readonly OpenedEntry[]): readonly OpenedEntry[] => {
  if (parts.length <= maxCountingParts) return parts
  const byKind = new Map<string, OpenedEntry[]>()
  for (const part of parts) {
    const kind = `${part.entry.type}/${part.author}`
    const known = byKind.get(kind)
    if (known) known.push(part)
    else byKind.set(kind, [part])
  }
  return [...byKind.values()].flatMap(those => {
    if (those.length <= maxCountingParts) return those
    const { type } = (those[0] as OpenedEntry).entry
    return type === 'edit' || type === 'react'
      ? those.toSorted(compareEntries).slice(-maxCountingParts)
      : those.toSorted(compareCopies).slice(0, maxCountingParts)
  })
}
