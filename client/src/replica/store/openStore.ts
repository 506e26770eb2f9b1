import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { ok, type Result } from '@sarangbang/shared/result.ts'
import { openAccountStore, type AccountRecords, type StoreOptions } from './openAccountStore.ts'
import { makeKeep, type KeepDocument } from './makeKeep.ts'
import type { OutboxWork } from './outbox.ts'
import type { StorageFault } from './storageFault.ts'

/** Everything an account keeps on this device, documents included. */
export interface AccountStore<Records extends object, Work extends OutboxWork> extends AccountRecords<Records, Work> {
  readonly keep: KeepDocument
}

/** Opens them together; a fault means that this device's storage cannot be used at all. */
export const openStore = async <Records extends object, Work extends OutboxWork>(
  account: AccountId,
  options: StoreOptions = {},
): Promise<Result<AccountStore<Records, Work>, StorageFault>> => {
  const opened = await openAccountStore<Records, Work>(account, options)
  return opened.ok ? ok({ ...opened.value, keep: makeKeep(account, opened.value.documents, options) }) : opened
}
