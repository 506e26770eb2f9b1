import * as crypto from '@sarangbang/shared/crypto/index.ts'
import { seededBytes } from '@sarangbang/shared/crypto/seededBytes.ts'
import { alice, hex, pair, recorded, value } from './world.ts'

/** Recovery code, locks, vault. */
export const vaultVectors = () => {
  const random = seededBytes('vault vectors')
  const passwordSecret = random(64)
  const recoverySecret = random(crypto.recoverySecretBytes)
  const password = crypto.deriveLock('password', passwordSecret)
  const recovery = crypto.deriveLock('recovery', recoverySecret)
  const vaultKey = random(32)
  const content: crypto.Vault = {
    identity: alice,
    locks: [
      { kind: 'password', publicKey: password.public },
      { kind: 'recovery', publicKey: recovery.public },
    ],
  }
  const forVault = recorded('vault')
  const forKey = recorded('vault key')
  return {
    recoveryCode: { secret: hex(recoverySecret), code: crypto.formatRecoveryCode(recoverySecret) },
    recoverySigner: pair(crypto.recoverySigner(recoverySecret)),
    locks: [
      { kind: 'password', secret: hex(passwordSecret), pair: pair(password) },
      { kind: 'recovery', secret: hex(recoverySecret), pair: pair(recovery) },
    ],
    vault: {
      account: alice.account,
      vaultKey: hex(vaultKey),
      plain: hex(crypto.encodeVault(content)),
      sealed: hex(crypto.sealVault(content, vaultKey, forVault.randomBytes)),
      drawn: forVault.drawn,
    },
    sealedVaultKey: {
      lock: 'recovery',
      sealed: hex(value(crypto.sealVaultKey(vaultKey, recovery.public, alice.account, forKey.randomBytes))),
      drawn: forKey.drawn,
    },
  }
}
