import type { Person } from '@sarangbang/shared/api/index.ts'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { Replica, RoomSummary, StorageTrouble } from '../../replica/replica.ts'
import { makeWatchable, type Watchable } from '../../replica/watched.ts'
import { everyState, fakeRoomId, longHistory, people } from './fakeHistory.ts'
import { makeFakeRoom, type FakeRoom, type FakeRoomOptions } from './fakeRoom.ts'

export interface FakeReplica extends Replica {
  readonly rooms: Watchable<readonly RoomSummary[] | null>
  readonly relay: Watchable<'connecting' | 'on' | 'off'>
  readonly waiting: Watchable<number>
  readonly storage: Watchable<StorageTrouble | null>
  openRoom(room: RoomId): FakeRoom
}

/** Rooms of 민지 in memory: one with every state, one of 10,000 messages, quiet ones. Never shipped. */
export const makeFakeReplica = (nowMs: number): FakeReplica => {
  const me = people.minji
  const rooms = makeWatchable<readonly RoomSummary[] | null>([])
  const made = new Map<RoomId, FakeRoom>()
  const unread = new Map<RoomId, number>()
  const list = () => {
    const summaries = [...made.values()].map(room => summarise(room, me, unread.get(room.id) ?? 0))
    rooms.set(summaries.sort((a, b) => b.activityMs - a.activityMs))
  }
  const add = (name: string, other: Person, more: Partial<FakeRoomOptions>, unreadCount = 0) => {
    const id = fakeRoomId(name)
    unread.set(id, unreadCount)
    made.set(id, makeFakeRoom({ id, me, other, items: [], changed: list, ...more }))
  }
  const hour = 3_600_000
  add('doyun', people.doyun, { items: everyState(me, people.doyun, nowMs) })
  const long = longHistory(me, people.junho, 10_000, nowMs - hour)
  add('junho', people.junho, { items: long, loaded: 10_000 })
  const recent = longHistory(me, people.jiu, 600, nowMs - 30 * hour)
  add('jiu', people.jiu, { items: recent, loaded: 120, readWhenOpened: recent.at(-30)?.stamp ?? null }, 29)
  add('eunchae', people.eunchae, { items: longHistory(me, people.eunchae, 6, nowMs - 80 * hour), draft: '이번 주말에' })
  add('alice', people.alice, { items: longHistory(me, people.alice, 4, nowMs - 4_000 * hour) }, 1_204)
  add('nobody', me, { items: [] })
  list()
  return {
    me: me.keys.account,
    rooms,
    relay: makeWatchable<'connecting' | 'on' | 'off'>('on'),
    waiting: makeWatchable(0),
    storage: makeWatchable<StorageTrouble | null>(null),
    canOpen: makeWatchable(true),
    openRoom(id) {
      const room = made.get(id)
      if (!room) throw new Error(`no such fake room: ${id}`)
      return room
    },
    async close() {},
  }
}

const summarise = (room: FakeRoom, me: Person, unread: number): RoomSummary => {
  const item = room.timeline.value?.items.at(-1)
  const mine = item?.author === me.keys.account
  return {
    id: room.id,
    kind: room.other === me ? 'self' : 'direct',
    other: room.other,
    last: item ? { item, mine, tick: room.tickOf(item) } : null,
    unread,
    draft: room.draft.value,
    activityMs: item?.stamp.ms ?? 0,
  }
}
