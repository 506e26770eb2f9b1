import type { EntryId } from '@sarangbang/shared/crypto/ids.ts'
import type { Journal, JournalRecord } from './journal.ts'

export interface RememberedJournal extends Journal {
  /**
   * Its database vanished under this page, as when somebody clears the site's data while it is open: writes again what the page has
   * seen in it. Twice does no harm, and neither does a record that another tab has let go of meanwhile: replaying it finds its copy.
   */
  restore(): Promise<void>
}

/** A journal whose records the page also holds in memory, for as long as nobody else has them: a few, or what was written offline. */
export const rememberJournal = (journal: Journal): RememberedJournal => {
  const remembered = new Map<EntryId, JournalRecord>()
  const remember = (record: JournalRecord): void => void remembered.set(record.id, record)
  return {
    ...journal,
    append: async record => {
      const added = await journal.append(record)
      if (added.ok) remember(record)
      return added
    },
    replace: async records => {
      const replaced = await journal.replace(records)
      if (replaced.ok) records.filter(({ id }) => replaced.value.has(id)).forEach(remember)
      return replaced
    },
    remove: async ids => {
      ids.forEach(id => remembered.delete(id))
      return journal.remove(ids)
    },
    list: async room => {
      const listed = await journal.list(room)
      if (listed.ok) listed.value.forEach(remember)
      return listed
    },
    restore: async () => {
      const all = [...remembered.values()]
      for (const record of all) await journal.append(record)
    },
  }
}
