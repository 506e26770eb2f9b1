import type { DBSchema } from 'idb'
import type { Person } from '@sarangbang/shared/api/index.ts'
import type { Vault } from '@sarangbang/shared/crypto/vault.ts'
import { ok, type Result } from '@sarangbang/shared/result.ts'
import { deviceDatabaseName } from './accountDatabase.ts'
import { connectDatabase, type ConnectionOptions } from './connectDatabase.ts'
import { unmarkForgotten } from './originMarks.ts'
import { hasFields, isBytes, isListOf, isText } from './soundness.ts'
import type { StorageFault } from './storageFault.ts'

/** Who is signed in on this device: with it everything kept here opens without a network. */
export interface AccountRecord {
  readonly person: Person
  /** In the clear: whoever holds an unlocked device holds the identity (SECURITY.md). */
  readonly vault: Vault
  /** The relay's name for this session, to be told from others in the list; `null` while unknown. The cookie itself is the browser's. */
  readonly sessionId: string | null
}

/** An account that exists at the relay while the person has yet to prove that the recovery code was noted. */
export interface PendingSignUpRecord extends AccountRecord {
  /** As shown. Gone from this device once it has been asked back. */
  readonly recoveryCode: string
}

/** The few records that belong to the device. All strict: they are few, and losing one is losing an account. */
export interface DeviceRecords {
  account(): Promise<Result<AccountRecord | null, StorageFault>>
  /** Signs in on this device: also ends a pending sign-up, and lets the account's databases be made again. */
  setAccount(record: AccountRecord): Promise<Result<void, StorageFault>>
  /** Signs out. What else the account keeps here is `forgetAccount`'s. */
  clearAccount(): Promise<Result<void, StorageFault>>
  pendingSignUp(): Promise<Result<PendingSignUpRecord | null, StorageFault>>
  setPendingSignUp(record: PendingSignUpRecord): Promise<Result<void, StorageFault>>
  clearPendingSignUp(): Promise<Result<void, StorageFault>>
  close(): Promise<void>
}

interface DeviceSchema extends DBSchema {
  account: { key: 'current'; value: AccountRecord }
  signUp: { key: 'current'; value: PendingSignUpRecord }
}

const isKeyPair = hasFields({ secret: isBytes, public: isBytes })
const isAccountRecord = hasFields({
  person: hasFields({ keys: hasFields({ account: isText }), handle: isText, nickname: isText }),
  vault: hasFields({
    identity: hasFields({ account: isText, signing: isKeyPair, agreement: isKeyPair }),
    locks: isListOf(hasFields({ kind: isText, publicKey: isBytes })),
  }),
})

/** `vanished` in `report` means that the browser has cleared this origin: whoever was signed in here no longer is. */
export const openDeviceRecords = (options: ConnectionOptions = {}): DeviceRecords => {
  const stores = [{ name: 'account' }, { name: 'signUp' }]
  const database = connectDatabase<DeviceSchema>(deviceDatabaseName, stores, options)
  const clear = (store: 'account' | 'signUp') => database.write(store, 'strict', tx => tx.store.delete('current'))
  /** A damaged record is none: nobody can be signed in by it, and the relay has the vault. */
  const soundOrNull = <T>(stored: T | undefined, store: string): T | null => {
    if (stored === undefined || isAccountRecord(stored)) return stored ?? null
    database.report({ kind: 'damaged', database: database.name, store, rows: 1 })
    return null
  }
  return {
    account: async () => {
      const stored = await database.read('account', tx => tx.store.get('current'))
      return stored.ok ? ok(soundOrNull(stored.value, 'account')) : stored
    },
    setAccount: async record => {
      unmarkForgotten(record.person.keys.account)
      const written = await database.write('account', 'strict', async tx => {
        await tx.store.put(record, 'current')
      })
      return written.ok ? clear('signUp') : written
    },
    clearAccount: () => clear('account'),
    pendingSignUp: async () => {
      const stored = await database.read('signUp', tx => tx.store.get('current'))
      return stored.ok ? ok(soundOrNull(stored.value, 'signUp')) : stored
    },
    setPendingSignUp: record =>
      database.write('signUp', 'strict', async tx => {
        await tx.store.put(record, 'current')
      }),
    clearPendingSignUp: () => clear('signUp'),
    close: () => database.close(),
  }
}
