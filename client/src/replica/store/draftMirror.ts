import type { AccountId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { isDraft, type DraftRecord } from './draftRecord.ts'
import { isForgotten } from './originMarks.ts'
import { withLocalStorage } from './withLocalStorage.ts'

/**
 * What stands in composers, a second time, in localStorage: its writes are synchronous, and are the browser's as soon as they return. A
 * page that dies in the moment after a key press takes IndexedDB's transactions along that have not ended by then, and on a busy
 * disk that was two messages of fifty; until a message is in the journal its text stands here.
 */
const prefixOf = (account: AccountId): string => `sarangbang.draft/${account}/`
const keysOf = (storage: Storage, account: AccountId): readonly string[] =>
  Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '').filter(key =>
    key.startsWith(prefixOf(account)),
  )

/** Another program's text under our key is no draft of ours. */
const readDraft = (room: RoomId, json: string | null): DraftRecord | null => {
  try {
    const draft: unknown = { ...JSON.parse(json ?? ''), room }
    return isDraft(draft) ? draft : null
  } catch {
    return null
  }
}

/**
 * An empty text is kept as well: it is newer than what the database may still hold. Nothing is kept of an account that was signed out on
 * this device, in another tab: a text in the clear would stay for the next person at it.
 */
export const mirrorDraft = (account: AccountId, { room, ...draft }: DraftRecord): void => {
  if (isForgotten(account)) return
  withLocalStorage(storage => storage.setItem(prefixOf(account) + room, JSON.stringify(draft)), undefined)
}

export const mirroredDrafts = (account: AccountId): readonly DraftRecord[] =>
  withLocalStorage(
    storage =>
      keysOf(storage, account).flatMap(key => {
        const room = key.slice(prefixOf(account).length) as RoomId
        return readDraft(room, storage.getItem(key)) ?? []
      }),
    [],
  )

export const forgetMirroredDrafts = (account: AccountId): void =>
  withLocalStorage(storage => keysOf(storage, account).forEach(key => storage.removeItem(key)), undefined)
