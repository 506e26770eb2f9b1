import type { AccountId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { RoomDescriptor } from './describeRoom.ts'
import type { RoomSummary } from './replica.ts'
import { emptyPreview, type Preview } from './summarize.ts'

/** What decides whether a row looks as before; `last` by the item, which a fold keeps as it is while nothing of it changes. */
const isSame = (one: RoomSummary, other: RoomSummary): boolean =>
  one.kind === other.kind &&
  one.other === other.other &&
  one.last?.item === other.last?.item &&
  one.last?.tick === other.last?.tick &&
  one.unread === other.unread &&
  one.draft === other.draft &&
  one.activityMs === other.activityMs

/**
 * The chats list, latest first. The room with oneself is the program's own and is not among them.
 * @param before the list until now: rows that look as before stay the same objects, so that a key press draws one row and not 200
 */
export const summariesOf = (
  me: AccountId,
  rooms: Iterable<RoomDescriptor>,
  previews: ReadonlyMap<RoomId, Preview>,
  drafts: ReadonlyMap<RoomId, string>,
  before: readonly RoomSummary[] = [],
): readonly RoomSummary[] => {
  const known = new Map(before.map(row => [row.id, row]))
  return [...rooms]
    .filter(({ kind }) => kind !== 'self')
    .map(({ id, kind, other, createdMs }): RoomSummary => {
      const { last, tick, unread } = previews.get(id) ?? emptyPreview
      const row: RoomSummary = {
        id,
        kind,
        other,
        last: last === null ? null : { item: last, mine: last.author === me, tick },
        unread,
        draft: drafts.get(id) ?? '',
        activityMs: last?.stamp.ms ?? createdMs,
      }
      const same = known.get(id)
      return same !== undefined && isSame(same, row) ? same : row
    })
    .sort((a, b) => b.activityMs - a.activityMs)
}
