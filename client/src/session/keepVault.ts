import type { Lock } from '@sarangbang/shared/api/index.ts'
import { toBase64url } from '@sarangbang/shared/crypto/base64url.ts'
import { sealVault } from '@sarangbang/shared/crypto/sealVault.ts'
import { sealVaultKey } from '@sarangbang/shared/crypto/sealVaultKey.ts'
import type { Vault } from '@sarangbang/shared/crypto/vault.ts'
import { randomBytes } from './randomBytes.ts'

/**
 * Seals the private keys for the relay under a vault key drawn for this once, and that key to each lock. Whoever has an older
 * password and an older copy of the locks opens nothing of today's vault.
 */
export const keepVault = (vault: Vault): { vault: string; locks: Lock[] } => {
  const vaultKey = randomBytes(32)
  return {
    vault: toBase64url(sealVault(vault, vaultKey, randomBytes)),
    locks: vault.locks.map(({ kind, publicKey }) => {
      const sealed = sealVaultKey(vaultKey, publicKey, vault.identity.account, randomBytes)
      // A lock's key is derived here from uniform bytes, or read from our own sealed vault: it cannot be of small order.
      if (!sealed.ok) throw new Error('a lock has no usable key')
      return { kind, publicKey: toBase64url(publicKey), sealedVaultKey: toBase64url(sealed.value) }
    }),
  }
}
