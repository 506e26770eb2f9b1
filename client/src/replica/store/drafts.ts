import type { AccountId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { ok, type Result } from '@sarangbang/shared/result.ts'
import type { AccountDatabase } from './accountDatabase.ts'
import { mirrorDraft, mirroredDrafts } from './draftMirror.ts'
import { isDraft, joinDraft, type DraftRecord } from './draftRecord.ts'
import { soundRows } from './soundRows.ts'
import type { StorageFault } from './storageFault.ts'

/** What stands in composers, as typed on this device. */
export interface Drafts {
  /** Relaxed, because it runs at each key press: a power cut may cost the last words. A page that dies costs none. Empty text removes. */
  save(draft: DraftRecord): Promise<Result<void, StorageFault>>
  /**
   * As the composers are to show them: a taken text is in its field again where its message is not in the journal, and gone for good where it
   * is. So a page that dies while it sends neither loses a text nor shows it twice.
   */
  list(): Promise<Result<readonly DraftRecord[], StorageFault>>
}

export interface OpenDrafts extends Drafts {
  /** Its database was emptied under this page, and perhaps localStorage too: saves again what is later than what is there. */
  restore(): Promise<void>
}

export const openDrafts = (database: AccountDatabase, account: AccountId): OpenDrafts => {
  const remembered = new Map<RoomId, DraftRecord>()
  const save: Drafts['save'] = draft => {
    remembered.set(draft.room, draft)
    mirrorDraft(account, draft)
    return database.write('drafts', 'relaxed', async tx => {
      if (joinDraft(draft) === '') await tx.store.delete(draft.room)
      else await tx.store.put(draft)
    })
  }
  /** What is in the journal leaves the draft on the disk as well: the journal forgets what others have. */
  const settle = async (draft: DraftRecord): Promise<DraftRecord> => {
    const { room, text, taken = [], savedMs } = draft
    if (taken.length === 0) return draft
    const journaled = await database.read('journal', tx =>
      Promise.all(taken.map(({ id }) => tx.store.index('id').getKey(id))),
    )
    // A text shown twice is better than one that is nowhere.
    const left = taken.filter((_, at) => !journaled.ok || journaled.value[at] === undefined)
    if (left.length < taken.length) void save({ room, text, taken: left, savedMs })
    return { room, text: joinDraft({ text, taken: left }), savedMs }
  }
  return {
    save,
    list: async () => {
      const stored = await soundRows(database, 'drafts', isDraft)
      if (!stored.ok) return stored
      const latest = new Map(stored.value.map(draft => [draft.room, draft]))
      for (const draft of mirroredDrafts(account)) {
        if (draft.savedMs >= (latest.get(draft.room)?.savedMs ?? 0)) latest.set(draft.room, draft)
      }
      for (const draft of latest.values()) if (!remembered.has(draft.room)) remembered.set(draft.room, draft)
      const settled = await Promise.all([...latest.values()].map(settle))
      return ok(settled.filter(({ text }) => text !== ''))
    },
    restore: async () => {
      const mirrored = new Map(mirroredDrafts(account).map(draft => [draft.room, draft]))
      const all = [...remembered.values()]
      for (const draft of all) {
        if (joinDraft(draft) === '') continue
        if ((mirrored.get(draft.room)?.savedMs ?? 0) < draft.savedMs) mirrorDraft(account, draft)
        await database.write('drafts', 'relaxed', async tx => {
          if (((await tx.store.get(draft.room))?.savedMs ?? 0) < draft.savedMs) await tx.store.put(draft)
        })
      }
    },
  }
}
