import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { Result } from '@sarangbang/shared/result.ts'
import type { AccountDatabase } from './accountDatabase.ts'
import type { StorageFault } from './storageFault.ts'

export interface DraftRecord {
  readonly room: RoomId
  readonly text: string
  readonly savedMs: number
}

/** What stands in composers, as typed on this device. */
export interface Drafts {
  /** Relaxed, because it runs at each key press: a crashed page keeps it, a power cut may cost the last words. Empty text removes. */
  save(draft: DraftRecord): Promise<Result<void, StorageFault>>
  list(): Promise<Result<readonly DraftRecord[], StorageFault>>
}

export const openDrafts = (database: AccountDatabase): Drafts => ({
  save: draft =>
    database.write('drafts', 'relaxed', async tx => {
      if (draft.text === '') await tx.store.delete(draft.room)
      else await tx.store.put(draft)
    }),
  list: () => database.read('drafts', tx => tx.store.getAll()),
})
