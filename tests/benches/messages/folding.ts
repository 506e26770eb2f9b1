import type { OpenedEntry } from '@sarangbang/shared/room/entry.ts'
import { emptyTimelineState, foldTimeline, timelineOf } from '@sarangbang/shared/room/foldTimeline.ts'
import type { Contender } from '../measure/sideBySide.ts'
import { authorNamed, messageOf } from '../town/author.ts'
import { month } from '../town/writeMonth.ts'

const operations = 10

/** One more message at the end of a timeline of so many, beside the copy of its list that any immutable timeline makes. */
export const folding = (sizes: readonly number[]): readonly Contender[] => {
  const { account: author, session } = authorNamed('alice')
  const entryOf = (n: number): OpenedEntry => ({
    entry: messageOf(n),
    author,
    place: { document: month, session, clock: n },
  })
  return sizes.flatMap((size): readonly Contender[] => {
    const added = Array.from({ length: size }, (_, n) => entryOf(n))
    const state = foldTimeline(emptyTimelineState, { added, removed: [] })
    const change = { added: [entryOf(size)], removed: [] }
    const { items } = timelineOf(state)
    const bare = `bare copy of a list of ${size.toLocaleString('en')}`
    return [
      {
        name: bare,
        operations,
        run() {
          for (let n = 0; n < operations; n++) items.concat(items.slice(-1))
        },
      },
      {
        name: `fold one message to ${size.toLocaleString('en')}`,
        against: bare,
        operations,
        run() {
          for (let n = 0; n < operations; n++) {
            if (timelineOf(foldTimeline(state, change)).items.length !== size + 1) throw new Error('it was not folded')
          }
        },
      },
    ]
  })
}
