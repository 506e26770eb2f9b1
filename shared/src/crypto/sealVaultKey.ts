import { fail, type Result } from '../result.ts'
import type { PublicKeyInvalid } from './agree.ts'
import type { AccountId } from './ids.ts'
import type { KeyPair } from './keyPair.ts'
import { openSealedTo, type SealBroken } from './openSealedTo.ts'
import type { RandomBytes } from './platform.ts'
import { sealTo } from './sealTo.ts'

const contextOf = (account: AccountId): string => `sarangbang/vault-key/1\0${account}`

/** @param lockPublic - of `deriveLock`, or remembered in the vault; never taken from the relay alone (see Vault). */
export const sealVaultKey = (
  vaultKey: Uint8Array,
  lockPublic: Uint8Array,
  account: AccountId,
  randomBytes: RandomBytes,
): Result<Uint8Array, PublicKeyInvalid> => sealTo(lockPublic, contextOf(account), vaultKey, randomBytes)

/** @param sealed - from the relay, untrusted. A wrong password or code shows as `seal-broken`. */
export const openVaultKey = (sealed: Uint8Array, lock: KeyPair, account: AccountId): Result<Uint8Array, SealBroken> => {
  const opened = openSealedTo(lock, contextOf(account), sealed)
  return opened.ok && opened.value.length !== 32 ? fail({ kind: 'seal-broken' }) : opened
}
