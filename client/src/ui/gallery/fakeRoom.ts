import type { Person } from '@sarangbang/shared/api/index.ts'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { EntryRef, Stamp } from '@sarangbang/shared/room/entry.ts'
import type { Timeline, TimelineItem, TimelineMessage } from '@sarangbang/shared/room/timeline.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import { newEntryId } from '../../replica/newEntryId.ts'
import type { RoomConnection, RoomReplica, Tick, WriteFault } from '../../replica/replica.ts'
import { joinTexts } from '../../replica/store/draftRecord.ts'
import { makeWatchable, type Watchable } from '../../replica/watched.ts'
import { message } from './fakeHistory.ts'

/** A room in memory whose every outside influence is a knob. */
export interface FakeRoom extends RoomReplica {
  readonly timeline: Watchable<Timeline | null>
  readonly connection: Watchable<RoomConnection>
  readonly draft: Watchable<string>
  readonly readWhenOpened: Watchable<Stamp | null>
  /** The next write ends like this. */
  failNext(fault: WriteFault): void
  arrive(text: string): void
  /** My messages up to this many from the end count as read, kept, written. */
  setTicks(ticks: { readonly read: number; readonly kept: number }): void
  readonly timesRead: () => number
}
export interface FakeRoomOptions {
  readonly id: RoomId
  readonly me: Person
  readonly other: Person
  readonly items: readonly TimelineItem[]
  /** Shown at first; more come with `loadOlder`. */
  readonly loaded?: number
  readonly draft?: string
  readonly readWhenOpened?: Stamp | null
  readonly connection?: RoomConnection
  readonly changed: () => void
}

const timelineOf = (items: readonly TimelineItem[], readUpTo: Timeline['readUpTo']): Timeline => ({
  items,
  byId: new Map(items.map(item => [item.ref.id, item])),
  readUpTo,
})

export const makeFakeRoom = (options: FakeRoomOptions): FakeRoom => {
  const mine = options.me.keys.account
  let all = options.items
  let shown = options.loaded ?? all.length
  let fault: WriteFault | null = null
  let limits = { read: 4, kept: 2 }
  let timesRead = 0
  const readUpTo: Timeline['readUpTo'] = new Map([[options.other.keys.account, { ms: 0, counter: 0 }]])
  const timeline = makeWatchable<Timeline | null>(timelineOf(all.slice(-shown), readUpTo))
  const ticks = makeWatchable(0)
  const hasOlder = makeWatchable(shown < all.length)
  const draft = makeWatchable(options.draft ?? '')
  const connection = makeWatchable<RoomConnection>(options.connection ?? { relay: 'on', peers: [], waiting: 0 })
  const readWhenOpened = makeWatchable<Stamp | null>(
    options.readWhenOpened === undefined ? (all.at(-1)?.stamp ?? null) : options.readWhenOpened,
  )
  let places: { readonly of: readonly TimelineItem[]; readonly byId: Map<string, number> } | null = null
  /** How many of mine came after it; counted once per state, because every row asks. */
  const placeOf = (item: TimelineItem): number => {
    if (places?.of !== all) {
      const own = all.filter(other => other.author === mine)
      places = { of: all, byId: new Map(own.map((other, index) => [other.ref.id, own.length - 1 - index])) }
    }
    return places.byId.get(item.ref.id) ?? 0
  }
  const show = (items: readonly TimelineItem[], grew = 0) => {
    all = items
    shown += grew
    timeline.set(timelineOf(all.slice(Math.max(0, all.length - shown)), readUpTo))
    ticks.set(ticks.value + 1)
    options.changed()
  }
  const change = async (target: EntryRef, edit: (item: TimelineMessage) => TimelineItem) => {
    const refused = takeFault()
    if (refused) return refused
    show(all.map(item => (item.ref.id === target.id && item.kind === 'message' ? edit(item) : item)))
    return ok(target)
  }
  const takeFault = (): Result<EntryRef, WriteFault> | null => {
    const taken = fault
    fault = null
    return taken && fail(taken)
  }
  return {
    id: options.id,
    other: options.other,
    timeline,
    connection,
    ticks,
    draft,
    readWhenOpened,
    hasOlder,
    tickOf(item): Tick | null {
      if (item.author !== mine) return null
      const fromEnd = placeOf(item)
      if (fromEnd >= limits.read) return 'read'
      return fromEnd >= limits.kept ? 'kept' : 'written'
    },
    async loadOlder() {
      await new Promise(resolve => setTimeout(resolve, 30))
      show(all, Math.min(200, all.length - shown))
      hasOlder.set(shown < all.length)
    },
    async send(sent) {
      const refused = takeFault()
      if (refused) return refused
      const made = message(options.me, Date.now(), sent.text, {
        replyTo: sent.replyTo ?? null,
        silent: sent.silent ?? false,
      })
      show([...all, made], 1)
      return ok(made.ref)
    },
    edit: (target, text) =>
      change(target, item => ({ ...item, text, history: [...item.history, { text: item.text, stamp: item.stamp }] })),
    react: (target, emoji, on) =>
      change(target, item => {
        const given = item.reactions.find(reaction => reaction.emoji === emoji)?.by ?? []
        const by = on ? [...given, mine] : given.filter(account => account !== mine)
        const rest = item.reactions.filter(reaction => reaction.emoji !== emoji)
        return { ...item, reactions: by.length ? [...rest, { emoji, by }] : rest }
      }),
    erase: target =>
      change(target, item => ({ kind: 'erased', ref: item.ref, author: item.author, stamp: item.stamp })),
    markRead: () => void timesRead++,
    saveDraft: text => draft.set(text),
    takeDraft() {
      const text = draft.value
      draft.set('')
      return { id: newEntryId(), settle: isKept => void (isKept || draft.set(joinTexts(text, draft.value))) }
    },
    close() {},
    failNext: next => void (fault = next),
    arrive: text => show([...all, message(options.other, Date.now(), text)], 1),
    setTicks(next) {
      limits = next
      ticks.set(ticks.value + 1)
    },
    timesRead: () => timesRead,
  }
}
