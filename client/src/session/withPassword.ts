import { deriveLock } from '@sarangbang/shared/crypto/deriveLock.ts'
import type { Vault } from '@sarangbang/shared/crypto/vault.ts'

/** The same vault under another password; its other locks stay. @param exportKey the secret of the new password's lock */
export const withPassword = ({ identity, locks }: Vault, exportKey: Uint8Array): Vault => ({
  identity,
  locks: [
    { kind: 'password', publicKey: deriveLock('password', exportKey).public },
    ...locks.filter(({ kind }) => kind !== 'password'),
  ],
})
