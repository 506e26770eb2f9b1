import type { AccountId, EntryId } from '../crypto/ids.ts'
import { monthOf } from './documentName.ts'
import type { TimelineMessage } from './timeline.ts'

/** For tests: a message without words, as a fold shows it. @param ms of its stamp @param id the same for the same time, unless given */
export const messageAt = (ms: number, author: AccountId, id = `e${ms}`): TimelineMessage => ({
  kind: 'message',
  ref: { month: monthOf(ms), author, id: id as EntryId },
  author,
  stamp: { ms, counter: 0 },
  text: '',
  mentions: [],
  silent: false,
  replyTo: null,
  history: [],
  reactions: [],
})
