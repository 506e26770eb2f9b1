import type { AccountId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { RoomDescriptor } from './describeRoom.ts'
import type { RoomSummary } from './replica.ts'
import { emptyPreview, type Preview } from './summarize.ts'

/** The chats list, latest first. The room with oneself is the program's own and is not among them. */
export const summariesOf = (
  me: AccountId,
  rooms: Iterable<RoomDescriptor>,
  previews: ReadonlyMap<RoomId, Preview>,
  drafts: ReadonlyMap<RoomId, string>,
): readonly RoomSummary[] =>
  [...rooms]
    .filter(({ kind }) => kind !== 'self')
    .map(({ id, kind, other, createdMs }): RoomSummary => {
      const { last, tick, unread } = previews.get(id) ?? emptyPreview
      return {
        id,
        kind,
        other,
        last: last === null ? null : { item: last, mine: last.author === me, tick },
        unread,
        draft: drafts.get(id) ?? '',
        activityMs: last?.stamp.ms ?? createdMs,
      }
    })
    .sort((a, b) => b.activityMs - a.activityMs)
