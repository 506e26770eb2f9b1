import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { monthName, type Month } from '@sarangbang/shared/room/documentName.ts'
import type { RoomState } from './openRoomState.ts'
import { previewFrom } from './previewFrom.ts'
import type { ReplicaRecords } from './replicaRecords.ts'
import type { RecordStore } from './store/records.ts'
import { summarize, type Preview } from './summarize.ts'
import { makeWatchable, type Watched } from './watched.ts'

export interface RoomPreviews {
  /** `null` until read from the disk. */
  readonly byRoom: Watched<ReadonlyMap<RoomId, Preview> | null>
  /** Keeps the preview right while the room is at work; returns what stops it. */
  follow(state: RoomState): () => void
  close(): void
}

const isOpen = ({ room, documents }: RoomState, month: Month): boolean =>
  documents.opened.value.some(({ name, log }) => name === monthName(room.id, month) && log.envelopes().length > 0)

const isSame = (one: Preview | null | undefined, other: Preview): boolean =>
  one?.last === other.last && one.tick === other.tick && one.unread === other.unread

/** The chats list's own memory: it opens from these few records, without opening a single document. */
export const openRoomPreviews = (account: string, records: RecordStore<ReplicaRecords>): RoomPreviews => {
  const byRoom = makeWatchable<ReadonlyMap<RoomId, Preview> | null>(null)
  /** Other tabs of this account: the one that syncs in the background tells the rest. */
  const channel = new BroadcastChannel(`sarangbang/${account}/previews`)
  const set = (room: RoomId, preview: Preview): void => byRoom.set(new Map(byRoom.value).set(room, preview))
  channel.onmessage = ({ data }: MessageEvent<{ room: RoomId; preview: Preview }>) => set(data.room, data.preview)
  let isRead = false
  const read = records.list('preview').then(listed => {
    isRead = true
    const kept = listed.ok ? listed.value.map(([room, preview]) => [room as RoomId, preview] as const) : []
    byRoom.set(new Map([...kept, ...(byRoom.value ?? [])]))
  })

  return {
    byRoom,
    follow: state => {
      const { room, timeline, reading, ticks } = state
      let scheduled = false
      let stopped = false
      /** What this tab said last. Another tab's word is a copy, never the same object, and answering it would go on for ever. */
      let said: Preview | null = null
      const refresh = (): void => {
        scheduled = false
        const folded = timeline.timeline.value
        // Until then what was known cannot be compared with.
        if (folded === null || stopped || !isRead) return
        const mine = reading.mine.value
        const fresh = summarize(folded, state.me, mine, state.tickOf)
        const known = byRoom.value?.get(room.id)
        const preview = previewFrom(fresh, known, month => isOpen(state, month), mine)
        if (isSame(said, preview) || isSame(known, preview)) return
        said = preview
        set(room.id, preview)
        channel.postMessage({ room: room.id, preview })
        void records.put('preview', room.id, preview)
      }
      const schedule = (): void => {
        // Once a frame's work is done: a backlog folds many times, and the list needs the last of it.
        if (!scheduled) queueMicrotask(refresh)
        scheduled = true
      }
      const stops = [timeline.timeline.watch(schedule), reading.mine.watch(schedule), ticks.watch(schedule)]
      void read.then(schedule)
      return () => {
        refresh()
        stopped = true
        for (const stop of stops) stop()
      }
    },
    close: () => channel.close(),
  }
}
