import type { Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import type { EnvelopePlace } from '@sarangbang/shared/crypto/envelope.ts'
import { decodeErasure, eraseEnvelope } from '@sarangbang/shared/crypto/eraseEnvelope.ts'
import { sealEnvelope } from '@sarangbang/shared/crypto/sealEnvelope.ts'
import type { MakeEnvelope } from '@sarangbang/shared/room/documentLog.ts'
import { randomBytes } from '../session/randomBytes.ts'
import type { EpochToWrite } from './roomKeys.ts'
import type { JournalPart } from './store/journal.ts'

/** Makes the envelope of a journal's part once its place is known. @throws {Error} for an erasure that no program of ours wrote. */
export const envelopeMaker = (
  { document, kind, plain }: JournalPart,
  { signing }: Pick<Identity, 'signing'>,
  { epoch, key }: Pick<EpochToWrite, 'epoch' | 'key'>,
): MakeEnvelope =>
  kind === 'sealed'
    ? place => sealEnvelope({ document, place, epoch, key, signing, plain, randomBytes })
    : place => eraseEnvelope({ document, place, signing, targets: targetsOf(plain) })

const targetsOf = (plain: Uint8Array): readonly EnvelopePlace[] => {
  const targets = decodeErasure(plain)
  // Our own encoding, out of a store that checks what it reads: anything else is a bug.
  if (!targets.ok) throw new Error('the journal holds no erasure')
  return targets.value
}
