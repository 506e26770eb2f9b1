import { decodeEnvelope } from '@sarangbang/shared/crypto/decodeEnvelope.ts'
import { signatureOf, signedMessageOf } from '@sarangbang/shared/crypto/signedMessageOf.ts'
import { idToBytes } from '@sarangbang/shared/crypto/idToBytes.ts'
import { verifySignature } from '@sarangbang/shared/crypto/verifySignature.ts'
import type { VerifySignature } from '@sarangbang/shared/crypto/platform.ts'
import { verifyInBrowser } from '../../../client/src/replica/verifyInBrowser.ts'
import { makeVerifyInNode } from '../../../relay/src/sync/verifyInNode.ts'
import type { Contender } from '../measure/sideBySide.ts'
import { authorNamed, messageOf } from '../town/author.ts'
import { month } from '../town/writeMonth.ts'

/** Every way there is to check a signature, by the name of what does it. */
export const verifiers: Readonly<Record<string, VerifySignature>> = {
  'node:crypto': makeVerifyInNode(),
  WebCrypto: verifyInBrowser,
  noble: verifySignature,
}

const operations = 20

/** Checks of signatures alone, one after the other: what admission adds itself is read off beside it. */
export const verifying = (): readonly Contender[] => {
  const author = authorNamed('alice')
  const envelope = decodeEnvelope(author.seal(month, { session: author.session, clock: 0 }, messageOf(0)))
  if (!envelope.ok) throw new Error(`the bench seals no envelopes: ${envelope.error.kind}`)
  const question = [
    signatureOf(envelope.value),
    signedMessageOf(month, envelope.value),
    idToBytes(author.account),
  ] as const
  const [first = ''] = Object.keys(verifiers)
  return Object.entries(verifiers).map(([name, verify]): Contender => {
    const run = async () => {
      for (let n = 0; n < operations; n++) {
        if (!(await verify(...question))) throw new Error(`${name} refuses a good signature`)
      }
    }
    const against = name === first ? undefined : `verify alone, ${first}`
    return { name: `verify alone, ${name}`, against, operations, run }
  })
}
