import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { fail, type Result } from '../result.ts'
import { delimited } from './delimited.ts'
import { idToBytes } from './idToBytes.ts'
import type { AccountId } from './ids.ts'
import type { SealBroken } from './openSealedTo.ts'
import type { RandomBytes } from './platform.ts'
import { decodeVault, encodeVault, type Vault, type VaultMalformed } from './vault.ts'

const nonceBytes = 24
const cipherOf = (vaultKey: Uint8Array, nonce: Uint8Array, account: AccountId) =>
  xchacha20poly1305(vaultKey, nonce, delimited('vault', idToBytes(account)))

/**
 * Seals the private keys under the vault key, bound to their account: nonce (24) · XChaCha20-Poly1305 of `encodeVault`.
 * @param vaultKey - 32 bytes, drawn anew for every sealing, so that a removed lock opens no later vault.
 */
export const sealVault = (vault: Vault, vaultKey: Uint8Array, randomBytes: RandomBytes): Uint8Array => {
  const nonce = randomBytes(nonceBytes)
  return concatBytes(nonce, cipherOf(vaultKey, nonce, vault.identity.account).encrypt(encodeVault(vault)))
}

export type VaultFault =
  | SealBroken
  | VaultMalformed
  /** The keys inside are another account's. */
  | { readonly kind: 'vault-of-another' }

/** @param sealed - from the relay, untrusted. @param account - whose vault it must be. */
export const openVault = (sealed: Uint8Array, vaultKey: Uint8Array, account: AccountId): Result<Vault, VaultFault> => {
  if (sealed.length < nonceBytes + 16) return fail({ kind: 'seal-broken' })
  const cipher = cipherOf(vaultKey, sealed.subarray(0, nonceBytes), account)
  let plain: Uint8Array
  try {
    plain = cipher.decrypt(sealed.subarray(nonceBytes))
  } catch {
    return fail({ kind: 'seal-broken' })
  }
  const vault = decodeVault(plain)
  if (vault.ok && vault.value.identity.account !== account) return fail({ kind: 'vault-of-another' })
  return vault
}
