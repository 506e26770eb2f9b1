import { createIdentity } from '@sarangbang/shared/crypto/createIdentity.ts'
import { deriveLock } from '@sarangbang/shared/crypto/deriveLock.ts'
import type { Vault } from '@sarangbang/shared/crypto/vault.ts'
import { expect, test } from 'vitest'
import { keepVault } from './keepVault.ts'
import { openKeptVault } from './openKeptVault.ts'
import { randomBytes } from './randomBytes.ts'
import { withPassword } from './withPassword.ts'

const lockOf = (kept: ReturnType<typeof keepVault>, kind: 'password' | 'recovery') => {
  const lock = kept.locks.find(one => one.kind === kind)
  if (lock === undefined) throw new Error(`no ${kind} lock`)
  return { vault: kept.vault, lock }
}

test('[A3] after a change the old password opens nothing of today’s vault; the new one and the recovery code do', () => {
  const [before, after, code] = [randomBytes(64), randomBytes(64), randomBytes(18)]
  const identity = createIdentity(randomBytes)
  const vault: Vault = {
    identity,
    locks: [
      { kind: 'password', publicKey: deriveLock('password', before).public },
      { kind: 'recovery', publicKey: deriveLock('recovery', code).public },
    ],
  }
  const old = keepVault(vault)
  const kept = keepVault(withPassword(vault, after))
  const { account } = identity
  expect(openKeptVault(account, lockOf(old, 'password'), deriveLock('password', before)).ok).toBe(true)
  expect(openKeptVault(account, lockOf(kept, 'password'), deriveLock('password', after)).ok).toBe(true)
  expect(openKeptVault(account, lockOf(kept, 'recovery'), deriveLock('recovery', code)).ok).toBe(true)

  const refused = { ok: false, error: { kind: 'relay-untrusted' } }
  expect(openKeptVault(account, lockOf(kept, 'password'), deriveLock('password', before))).toMatchObject(refused)
  // Not even with the lock of yesterday beside the vault of today: the vault key was drawn anew.
  const mixed = { vault: kept.vault, lock: lockOf(old, 'password').lock }
  expect(openKeptVault(account, mixed, deriveLock('password', before))).toMatchObject(refused)
})
