import { deleteDB } from 'idb'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import { accountDatabaseName, documentDatabaseName, openDatabase } from './accountDatabase.ts'
import { forgetMirroredDrafts } from './draftMirror.ts'
import { openDocumentList } from './documentList.ts'
import { markForgotten, unmark } from './originMarks.ts'
import { storageFaultOf, type StorageFault } from './storageFault.ts'
import { within } from './within.ts'

/**
 * Deletes everything an account keeps on this device: its own database and every document's, in use by other tabs or not (they let go
 * and do not write again). A fault leaves the rest to be deleted by calling it again, at the next start at the latest.
 * @param limitMs For each database.
 */
export const forgetAccount = async (account: AccountId, limitMs = 5_000): Promise<Result<void, StorageFault>> => {
  const own = accountDatabaseName(account)
  // First, so that no other tab brings back what is being deleted; only this call still opens it, to read the list.
  markForgotten(account)
  forgetMirroredDrafts(account)
  const database = openDatabase(account, { limitMs, mayOpen: () => true })
  const listed = await openDocumentList(database).list()
  await database.close()
  if (!listed.ok) return listed

  const names = new Set(listed.value.map(document => documentDatabaseName(account, document)))
  for (const name of await databaseNames()) if (name.startsWith(`${own}/`)) names.add(name)
  try {
    for (const name of names) await within(deleteDB(name), limitMs, `delete ${name}`)
    // Last, because it holds the list.
    await within(deleteDB(own), limitMs, `delete ${own}`)
  } catch (error) {
    return fail(storageFaultOf(error))
  }
  unmark(own)
  // Again: browsers tell localStorage's changes to other tabs a moment late, and a key pressed there in that moment was kept.
  forgetMirroredDrafts(account)
  return ok(undefined)
}

/** Empty where the browser does not tell (Firefox before 126). */
const databaseNames = async (): Promise<readonly string[]> => {
  try {
    return (await indexedDB.databases()).flatMap(({ name }) => name ?? [])
  } catch {
    return []
  }
}
