import type { AccountId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { ok, type Result } from '@sarangbang/shared/result.ts'
import type { AccountDatabase } from './accountDatabase.ts'
import { mirrorDraft, mirroredDrafts } from './draftMirror.ts'
import { soundRows } from './soundRows.ts'
import { hasFields, isNumber, isText } from './soundness.ts'
import type { StorageFault } from './storageFault.ts'

export interface DraftRecord {
  readonly room: RoomId
  readonly text: string
  readonly savedMs: number
}

const isDraft = hasFields({ room: isText, text: isText, savedMs: isNumber })

/** What stands in composers, as typed on this device. */
export interface Drafts {
  /** Relaxed, because it runs at each key press: a power cut may cost the last words. A page that dies costs none. Empty text removes. */
  save(draft: DraftRecord): Promise<Result<void, StorageFault>>
  list(): Promise<Result<readonly DraftRecord[], StorageFault>>
}

export interface OpenDrafts extends Drafts {
  /** Its database was emptied under this page, and perhaps localStorage too: saves again what is later than what is there. */
  restore(): Promise<void>
}

export const openDrafts = (database: AccountDatabase, account: AccountId): OpenDrafts => {
  const remembered = new Map<RoomId, DraftRecord>()
  return {
    save: draft => {
      remembered.set(draft.room, draft)
      mirrorDraft(account, draft)
      return database.write('drafts', 'relaxed', async tx => {
        if (draft.text === '') await tx.store.delete(draft.room)
        else await tx.store.put(draft)
      })
    },
    list: async () => {
      const stored = await soundRows(database, 'drafts', isDraft)
      if (!stored.ok) return stored
      const latest = new Map(stored.value.map(draft => [draft.room, draft]))
      for (const draft of mirroredDrafts(account)) {
        if (draft.savedMs >= (latest.get(draft.room)?.savedMs ?? 0)) latest.set(draft.room, draft)
      }
      for (const draft of latest.values()) if (!remembered.has(draft.room)) remembered.set(draft.room, draft)
      return ok([...latest.values()].filter(({ text }) => text !== ''))
    },
    restore: async () => {
      const mirrored = new Map(mirroredDrafts(account).map(draft => [draft.room, draft]))
      const all = [...remembered.values()]
      for (const draft of all) {
        if (draft.text === '') continue
        if ((mirrored.get(draft.room)?.savedMs ?? 0) < draft.savedMs) mirrorDraft(account, draft)
        await database.write('drafts', 'relaxed', async tx => {
          if (((await tx.store.get(draft.room))?.savedMs ?? 0) < draft.savedMs) await tx.store.put(draft)
        })
      }
    },
  }
}
