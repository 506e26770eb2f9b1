import type { AccountId, EpochId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import type { AccountDatabase } from './accountDatabase.ts'
import { soundRows } from './soundRows.ts'
import { hasFields, isBytes, isListOf, isNumber, isText } from './soundness.ts'
import type { StorageFault } from './storageFault.ts'

/** A room's key of one epoch, as this device came to know it. */
export interface EpochKey {
  readonly epoch: EpochId
  readonly room: RoomId
  /** 32 bytes. */
  readonly key: Uint8Array
  /** Who signed the `epoch` entry. */
  readonly author: AccountId
  readonly createdMs: number
  /** Whom its `epoch` entries were sealed to, united; ascending, without doubles. */
  readonly recipients: readonly AccountId[]
}

const isEpochKey = hasFields({
  epoch: isText,
  room: isText,
  key: isBytes,
  author: isText,
  createdMs: isNumber,
  recipients: isListOf(isText),
})

/**
 * Every room key this device holds, read once and then answered from memory. A key another tab adds is not seen here until the next
 * start: this tab reads it from the head's `epoch` entry itself. So does it with one whose row was damaged.
 */
export interface Keyring {
  /**
   * Adds a key, or further recipients of one that is here. It counts from now on even when the disk refuses it: the head's `epoch`
   * entry gives it back at the next start.
   */
  add(key: EpochKey): Promise<Result<void, StorageFault>>
  get(room: RoomId, epoch: EpochId): EpochKey | null
  /** A room's keys in no meaningful order. */
  list(room: RoomId): readonly EpochKey[]
}
export interface OpenKeyring extends Keyring {
  /** Its database vanished under this page: writes every key again. */
  restore(): Promise<void>
}

export const openKeyring = async (database: AccountDatabase): Promise<Result<OpenKeyring, StorageFault>> => {
  const stored = await soundRows(database, 'keyring', isEpochKey)
  if (!stored.ok) return fail(stored.error)
  const keysByRoom = new Map<RoomId, Map<EpochId, EpochKey>>()
  const remember = (key: EpochKey): EpochKey => {
    const keys = keysByRoom.get(key.room) ?? new Map<EpochId, EpochKey>()
    keysByRoom.set(key.room, keys)
    const united = unite(keys.get(key.epoch), key)
    keys.set(key.epoch, united)
    return united
  }
  stored.value.forEach(remember)

  const put = (key: EpochKey): Promise<Result<void, StorageFault>> =>
    database.write('keyring', 'strict', async tx => {
      await tx.store.put(unite(await tx.store.get([key.room, key.epoch]), key))
    })

  return ok({
    add: key => put(remember(key)),
    get: (room, epoch) => keysByRoom.get(room)?.get(epoch) ?? null,
    list: room => [...(keysByRoom.get(room)?.values() ?? [])],
    restore: async () => {
      for (const key of [...keysByRoom.values()].flatMap(keys => [...keys.values()])) await put(key)
    },
  })
}

/** An epoch is named by the hash of its key, so only the recipients can differ; the first to be known stays its author. */
const unite = (known: EpochKey | undefined, more: EpochKey): EpochKey => {
  const recipients = [...new Set([...(known?.recipients ?? []), ...more.recipients])].sort()
  return { ...more, ...known, recipients }
}
