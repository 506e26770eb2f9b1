import type { AccountId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { describeRoom, type RoomDescriptor } from './describeRoom.ts'
import type { Directory, DirectoryState } from './directory.ts'
import type { RoomSummary } from './replica.ts'
import type { RoomDrafts } from './roomDrafts.ts'
import type { RoomPreviews } from './roomPreviews.ts'
import { summariesOf } from './summariesOf.ts'
import { makeWatchable, type Watched } from './watched.ts'

/** The rooms the relay tells of, as far as they are what they claim to be, and how the chats list shows them. */
export interface RoomList {
  /** `null` until the previews are read from this device. */
  readonly rooms: Watched<readonly RoomSummary[] | null>
  describe(id: RoomId): RoomDescriptor | undefined
  close(): void
}

export const makeRoomList = (
  me: AccountId,
  directory: Directory,
  previews: RoomPreviews,
  drafts: RoomDrafts,
): RoomList => {
  const rooms = makeWatchable<readonly RoomSummary[] | null>(null)
  let listed: DirectoryState['rooms'] | null = null
  let described: ReadonlyMap<RoomId, RoomDescriptor> = new Map()

  const list = (): void => {
    const known = previews.byRoom.value
    if (known !== null) rooms.set(summariesOf(me, described.values(), known, drafts.byRoom.value, rooms.value ?? []))
  }
  const describeAll = (state: DirectoryState): void => {
    if (state.rooms === listed) return
    listed = state.rooms
    described = new Map(
      [...state.rooms.values()].flatMap(room => {
        const one = describeRoom(room, me)
        // A room whose id does not fit its founders is somebody's trick: it is not shown and nothing is sealed for it.
        return one.ok ? [[room.id, one.value] as const] : []
      }),
    )
    list()
  }
  describeAll(directory.state.value)
  const stops = [previews.byRoom.watch(list), drafts.byRoom.watch(list), directory.state.watch(describeAll)]
  return {
    rooms,
    describe: id => described.get(id),
    close: () => stops.forEach(stop => stop()),
  }
}
