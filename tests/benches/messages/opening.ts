import { bodyCipher } from '@sarangbang/shared/crypto/sealEnvelope.ts'
import { headerLength, nonceBytes } from '@sarangbang/shared/crypto/envelopeHeader.ts'
import { decodeEnvelope } from '@sarangbang/shared/crypto/decodeEnvelope.ts'
import { openedOf } from '../../../client/src/replica/openedOf.ts'
import type { Contender } from '../measure/sideBySide.ts'
import { authorNamed, messageOf, roomKey } from '../town/author.ts'
import { month } from '../town/writeMonth.ts'

const operations = 100

/** From an admitted envelope to an entry, as the client does it, beside the cipher alone. */
export const opening = (): readonly Contender[] => {
  const author = authorNamed('alice')
  const decoded = decodeEnvelope(author.seal(month, { session: author.session, clock: 0 }, messageOf(0)))
  if (!decoded.ok) throw new Error(`the bench seals no envelopes: ${decoded.error.kind}`)
  const envelope = decoded.value
  const header = envelope.bytes.subarray(0, headerLength(envelope.clock))
  const nonce = envelope.bytes.subarray(header.length, header.length + nonceBytes)
  const bare = 'decrypt alone (noble XChaCha20-Poly1305)'
  return [
    {
      name: bare,
      operations,
      run() {
        for (let n = 0; n < operations; n++) bodyCipher(month, header, nonce, roomKey).decrypt(envelope.body)
      },
    },
    {
      name: 'open and decode',
      against: bare,
      operations,
      run() {
        for (let n = 0; n < operations; n++) {
          if (!openedOf(month, envelope, () => roomKey).ok) throw new Error('the bench cannot open its own message')
        }
      },
    },
  ]
}
