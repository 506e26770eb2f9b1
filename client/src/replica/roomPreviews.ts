import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { RoomState } from './openRoomState.ts'
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

/** The chats list's own memory: it opens from these few records, without opening a single document. */
export const openRoomPreviews = (account: string, records: RecordStore<ReplicaRecords>): RoomPreviews => {
  const byRoom = makeWatchable<ReadonlyMap<RoomId, Preview> | null>(null)
  /** Other tabs of this account: the one that syncs in the background tells the rest. */
  const channel = new BroadcastChannel(`sarangbang/${account}/previews`)
  const set = (room: RoomId, preview: Preview): void => byRoom.set(new Map(byRoom.value).set(room, preview))
  channel.onmessage = ({ data }: MessageEvent<{ room: RoomId; preview: Preview }>) => set(data.room, data.preview)
  void records.list('preview').then(listed => {
    const read = listed.ok ? listed.value.map(([room, preview]) => [room as RoomId, preview] as const) : []
    byRoom.set(new Map([...read, ...(byRoom.value ?? [])]))
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
        if (folded === null || stopped) return
        const preview = summarize(folded, state.me, reading.mine.value, state.tickOf)
        if (said?.last === preview.last && said.tick === preview.tick && said.unread === preview.unread) return
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
      schedule()
      return () => {
        refresh()
        stopped = true
        for (const stop of stops) stop()
      }
    },
    close: () => channel.close(),
  }
}
