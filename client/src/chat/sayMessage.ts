import { printedMs } from '@sarangbang/shared/room/printedMs.ts'
import type { TimelineItem } from '@sarangbang/shared/room/timeline.ts'
import { formats } from '../i18n/formats.ts'
import { words } from '../i18n/words.ts'
import type { Tick } from '../replica/replica.ts'

/** A message in one breath, for a screen reader: who, when, what, state, reactions. */
export const sayMessage = (
  item: TimelineItem,
  about: {
    readonly name: string
    readonly tick: Tick | null
    readonly waiting: boolean
    /** The text it answers. */
    readonly quoted: string | null
  },
): string => {
  const say = words().chat
  const parts = [about.name, formats().time(printedMs(item))]
  if (item.kind === 'erased') parts.push(say.labelErased)
  if (item.kind === 'message') {
    if (about.quoted !== null) parts.push(say.labelReplying(shorten(about.quoted)))
    parts.push(shorten(item.text))
    if (item.history.length > 0) parts.push(say.labelEdited)
  }
  if (about.tick) parts.push(sayTick(about.tick, about.waiting))
  if (item.kind === 'message' && item.reactions.length > 0) {
    parts.push(say.labelReactions(item.reactions.map(reaction => `${reaction.emoji} ${reaction.by.length}`).join(' ')))
  }
  return parts.join(', ')
}

const sayTick = (tick: Tick, waiting: boolean): string => {
  const say = words().common
  if (tick === 'pending' || (waiting && tick === 'written')) return say.tickPending
  return { written: say.tickWritten, kept: say.tickKept, read: say.tickRead }[tick]
}

/** Nobody listens to 20,000 letters in one label; the text itself is there to be read on. */
const shorten = (text: string): string => (text.length > 300 ? `${text.slice(0, 300).toWellFormed()}…` : text)
