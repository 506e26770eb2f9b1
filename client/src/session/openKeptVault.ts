import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { Lock } from '@sarangbang/shared/api/index.ts'
import { fromBase64url } from '@sarangbang/shared/crypto/base64url.ts'
import type { KeyPair } from '@sarangbang/shared/crypto/keyPair.ts'
import { openVault } from '@sarangbang/shared/crypto/sealVault.ts'
import { openVaultKey } from '@sarangbang/shared/crypto/sealVaultKey.ts'
import type { Vault } from '@sarangbang/shared/crypto/vault.ts'
import { fail, type Result } from '@sarangbang/shared/result.ts'
import type { CallFault } from './callRelay.ts'

const untrusted = (what: string): Result<never, CallFault> => fail({ kind: 'relay-untrusted', what })

/**
 * Opens the vault that the relay keeps, with the secret of one of its locks. The secret has been proven right before, so whatever
 * does not open now was not what this account left there.
 */
export const openKeptVault = (
  account: AccountId,
  kept: { readonly vault: string; readonly lock: Lock },
  secret: KeyPair,
): Result<Vault, CallFault> => {
  const sealedKey = fromBase64url(kept.lock.sealedVaultKey)
  const sealedVault = fromBase64url(kept.vault)
  if (sealedKey === null || sealedVault === null) return untrusted('vault')
  const key = openVaultKey(sealedKey, secret, account)
  if (!key.ok) return untrusted('lock')
  const vault = openVault(sealedVault, key.value, account)
  return vault.ok ? vault : untrusted('vault')
}
