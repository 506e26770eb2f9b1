import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { TimelineMessage } from '@sarangbang/shared/room/timeline.ts'
import { batch, createComputed, createSignal, untrack, type Accessor } from 'solid-js'
import { isMessage } from './conversationScope.ts'
import type { TimelineLayout } from './layoutTimeline.ts'

export interface Arrivals {
  /** Came a moment ago: its row fades in. */
  readonly isFresh: (id: string) => boolean
  /** Messages of the other that came while the end was out of view. */
  readonly missed: Accessor<number>
  /** The newest message of the other that came while the room was open: what a screen reader announces. */
  readonly newest: Accessor<TimelineMessage | null>
  /** The last change ended in a message of mine: I want to see it. */
  readonly lastIsMine: () => boolean
}

/** A row that is drawn later than this after its message came does not fade in any more: it was scrolled to. */
const freshMs = 500
/** More than this at once is a device catching up: it is neither animated nor read aloud one by one. */
const mostAtOnce = 5

/** What is appended at the foot while the room is open. */
export const createArrivals = (layout: Accessor<TimelineLayout>, atEnd: Accessor<boolean>, me: AccountId): Arrivals => {
  const [missed, setMissed] = createSignal(0)
  const [newest, setNewest] = createSignal<TimelineMessage | null>(null)
  let fresh: ReadonlySet<string> = new Set()
  let freshAt = 0
  let mine = false
  let lastId = untrack(layout).rows.at(-1)?.key

  createComputed(() => {
    const { rows, indexOf } = layout()
    const known = lastId === undefined ? -1 : indexOf(lastId)
    const isKnown = lastId === undefined || known >= 0
    lastId = rows.at(-1)?.key
    mine = false
    if (!isKnown || known === rows.length - 1) return
    const arrived = rows
      .slice(known + 1)
      .flatMap(row => (row.kind === 'message' && isMessage(row.item) ? [row.item] : []))
    const theirs = arrived.filter(item => item.author !== me)
    mine = arrived.at(-1)?.author === me
    fresh = new Set(arrived.length <= mostAtOnce ? arrived.map(item => item.ref.id) : [])
    freshAt = performance.now()
    batch(() => {
      if (!untrack(atEnd)) setMissed(count => count + theirs.length)
      if (theirs.length <= mostAtOnce) setNewest(theirs.at(-1) ?? untrack(newest))
    })
  })
  createComputed(() => {
    if (atEnd()) setMissed(0)
  })
  return {
    isFresh: id => fresh.has(id) && performance.now() - freshAt < freshMs,
    missed,
    newest,
    lastIsMine: () => mine,
  }
}
