import { randomBytes } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { sealEnvelope } from '@sarangbang/shared/crypto/sealEnvelope.ts'
import { envelopeStatement } from '@sarangbang/shared/crypto/signedMessageOf.ts'
import { encodeEntry } from '@sarangbang/shared/room/encodeEntry.ts'
import type { Contender } from '../measure/sideBySide.ts'
import { authorNamed, epoch, messageOf, roomKey } from '../town/author.ts'
import { month } from '../town/writeMonth.ts'

const operations = 20

/** From the composer's text to signed bytes, as a device does it: beside the signature alone, which is most of it. */
export const sealing = (): readonly Contender[] => {
  const author = authorNamed('alice')
  const entry = messageOf(0)
  const place = { session: author.session, clock: 0 }
  const unsigned = author.seal(month, place, entry).subarray(0, -64)
  const bare = 'sign alone (noble)'
  return [
    {
      name: bare,
      operations,
      run() {
        for (let n = 0; n < operations; n++) ed25519.sign(envelopeStatement(month, unsigned), author.signing.secret)
      },
    },
    {
      name: 'encode, seal and sign',
      against: bare,
      operations,
      run() {
        for (let n = 0; n < operations; n++) {
          const plain = encodeEntry(entry)
          sealEnvelope({ document: month, place, epoch, key: roomKey, signing: author.signing, plain, randomBytes })
        }
      },
    },
  ]
}
