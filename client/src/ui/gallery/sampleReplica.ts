import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { makeWatchable } from '../../replica/watched.ts'
import type { Replica } from '../../replica/replica.ts'

/** A replica with nothing in it, for screens that only ask how much waits. Never shipped. */
export const sampleReplica = (me: AccountId): Replica => ({
  me,
  rooms: makeWatchable([]),
  relay: makeWatchable('on'),
  waiting: makeWatchable(2),
  storage: makeWatchable(null),
  canOpen: makeWatchable(true),
  openRoom() {
    throw new Error('the gallery has no rooms')
  },
  close: () => Promise.resolve(),
})
