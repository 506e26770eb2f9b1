import { maxDriftMs } from '@sarangbang/shared/room/clock.ts'
import type { Stamp } from '@sarangbang/shared/room/entry.ts'
import { stampToReadAll } from '@sarangbang/shared/room/stampToRead.ts'
import type { RoomActions } from './roomActions.ts'
import type { RoomReplica } from './replica.ts'
import type { HeldRoom } from './roomStates.ts'
import { makeWatchable, type Watched } from './watched.ts'

export interface RoomReplicaDeps {
  readonly held: HeldRoom
  readonly actions: RoomActions
  readonly draft: Watched<string>
  readonly saveDraft: RoomReplica['saveDraft']
  readonly takeDraft: RoomReplica['takeDraft']
  /** My marker moved: to peers, the relay and this device's memory. */
  readonly onRead: () => void
  readonly nowMs: () => number
}

/** A room as a screen holds it. */
export const openRoomReplica = (deps: RoomReplicaDeps): RoomReplica => {
  const { state } = deps.held
  const { room, timeline, links, unkept, reading, documents } = state
  const connectionNow = () => ({ ...links.state.value, waiting: unkept.messages() })
  const connection = makeWatchable(connectionNow())
  const refresh = (): void => connection.set(connectionNow())
  const readWhenOpened = makeWatchable<Stamp | null>(reading.mine.value)
  let hasRead = false
  /** A room that was empty when it was opened has no line: whoever looks on sees each message come. */
  const noticeEmpty = (): void => {
    const isEmpty = timeline.timeline.value?.items.length === 0 && links.state.value.relay === 'on'
    if (isEmpty && !hasRead && readWhenOpened.value === null) readWhenOpened.set({ ms: deps.nowMs(), counter: 0 })
  }
  const stops = [
    links.state.watch(refresh),
    links.state.watch(noticeEmpty),
    timeline.timeline.watch(noticeEmpty),
    unkept.records.watch(refresh),
  ]

  // What another device of mine has read meanwhile moves the line too, until reading begins here.
  stops.push(
    reading.mine.watch(mine => {
      if (!hasRead) readWhenOpened.set(mine)
    }),
  )
  return {
    id: room.id,
    other: room.other,
    timeline: timeline.timeline,
    connection,
    ticks: state.ticks,
    tickOf: state.tickOf,
    readWhenOpened,
    hasOlder: documents.hasOlder,
    loadOlder: async () => {
      await documents.openOlder()
    },
    ...deps.actions,
    markRead: () => {
      const newest = stampToReadAll(timeline.timeline.value?.items ?? [])
      if (newest === null) return
      hasRead = true
      // One message stamped far ahead must not count everything after it as read already.
      const latestMs = deps.nowMs() + maxDriftMs
      const upTo = newest.ms <= latestMs ? newest : { ms: latestMs, counter: 0 }
      if (reading.advance(upTo)) deps.onRead()
    },
    draft: deps.draft,
    saveDraft: deps.saveDraft,
    takeDraft: deps.takeDraft,
    close: () => {
      for (const stop of stops) stop()
      deps.held.release()
    },
  }
}
