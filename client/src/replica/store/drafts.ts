import type { AccountId, EntryId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { Result } from '@sarangbang/shared/result.ts'
import type { AccountDatabase } from './accountDatabase.ts'
import { mirrorDraft, mirroredDrafts } from './draftMirror.ts'
import { isDraft, joinDraft, type DraftRecord } from './draftRecord.ts'
import { soundRows } from './soundRows.ts'
import type { StorageFault } from './storageFault.ts'

/** What stands in composers, as typed on this device: once in the account's database, once in localStorage (draftMirror.ts). */
export interface Drafts {
  /** Relaxed, because it runs at each key press: a power cut may cost the last words. A page that dies costs none. Empty text removes. */
  save(draft: DraftRecord): Promise<Result<void, StorageFault>>
  /** As `save`, but what was saved later, by another tab say, stays. */
  amend(draft: DraftRecord): Promise<Result<void, StorageFault>>
  /** In localStorage only: for as long as the database has not told what it holds, nothing in it is to be replaced. */
  mirror(draft: DraftRecord): void
  /** What localStorage has: there at once, whatever becomes of the database. */
  mirrored(): readonly DraftRecord[]
  /** What the database has. */
  list(): Promise<Result<readonly DraftRecord[], StorageFault>>
  /** Which of these taken texts are messages. None, where the journal cannot be read: a text shown twice is better than one nowhere. */
  journaled(ids: readonly EntryId[]): Promise<ReadonlySet<EntryId>>
}

export interface OpenDrafts extends Drafts {
  /** Its database was emptied under this page, and perhaps localStorage too: saves again what is later than what is there. */
  restore(): Promise<void>
}

export const openDrafts = (database: AccountDatabase, account: AccountId): OpenDrafts => {
  const remembered = new Map<RoomId, DraftRecord>()
  const remember = (drafts: readonly DraftRecord[]): void => {
    for (const draft of drafts) {
      if ((remembered.get(draft.room)?.savedMs ?? -1) < draft.savedMs) remembered.set(draft.room, draft)
    }
  }
  const mirror: Drafts['mirror'] = draft => {
    remembered.set(draft.room, draft)
    mirrorDraft(account, draft)
  }
  const mirrored: Drafts['mirrored'] = () => mirroredDrafts(account)
  const mirroredMs = (room: RoomId): number => mirrored().find(draft => draft.room === room)?.savedMs ?? -1
  /** @param mayReplace what was saved at this time; absent: whatever is there, without looking. */
  const write = (draft: DraftRecord, mayReplace?: (savedMs: number) => boolean) =>
    database.write('drafts', 'relaxed', async tx => {
      if (mayReplace && !mayReplace((await tx.store.get(draft.room))?.savedMs ?? -1)) return
      if (joinDraft(draft) === '') await tx.store.delete(draft.room)
      else await tx.store.put(draft)
    })
  return {
    mirror,
    save: draft => {
      mirror(draft)
      return write(draft)
    },
    amend: draft => {
      if (mirroredMs(draft.room) <= draft.savedMs) mirror(draft)
      return write(draft, savedMs => savedMs <= draft.savedMs)
    },
    mirrored: () => {
      const found = mirrored()
      remember(found)
      return found
    },
    list: async () => {
      const stored = await soundRows(database, 'drafts', isDraft)
      if (stored.ok) remember(stored.value)
      return stored
    },
    journaled: async ids => {
      if (ids.length === 0) return new Set()
      const keys = await database.read('journal', tx => Promise.all(ids.map(id => tx.store.index('id').getKey(id))))
      return new Set(keys.ok ? ids.filter((_, at) => keys.value[at] !== undefined) : [])
    },
    restore: async () => {
      const all = [...remembered.values()]
      for (const draft of all) {
        if (joinDraft(draft) === '') continue
        if (mirroredMs(draft.room) < draft.savedMs) mirrorDraft(account, draft)
        await write(draft, savedMs => savedMs < draft.savedMs)
      }
    },
  }
}
