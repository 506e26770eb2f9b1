import { fail, ok, type Result } from '../result.ts'
import { agree } from './agree.ts'
import type { KeyPair } from './keyPair.ts'
import { sealToCipher, sealToOverheadBytes } from './sealTo.ts'

/** Not for this key, not for this use, or changed on the way: which one cannot be told. */
export interface SealBroken {
  readonly kind: 'seal-broken'
}

/** Opens what `sealTo` made. @param sealed - untrusted. @param context - as at sealing. */
export const openSealedTo = (pair: KeyPair, context: string, sealed: Uint8Array): Result<Uint8Array, SealBroken> => {
  if (sealed.length < sealToOverheadBytes) return fail({ kind: 'seal-broken' })
  const ephemeral = sealed.subarray(0, 32)
  const shared = agree(pair.secret, ephemeral)
  if (!shared.ok) return fail({ kind: 'seal-broken' })
  try {
    return ok(sealToCipher(shared.value, ephemeral, pair.public, context).decrypt(sealed.subarray(32)))
  } catch {
    // The library throws for a tag that does not fit.
    return fail({ kind: 'seal-broken' })
  }
}
