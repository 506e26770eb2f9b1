import { sha256 } from '@noble/hashes/sha2.js'
import * as Y from 'yjs'
import { createRoomKey, epochIdOf } from '../crypto/roomKey.ts'
import { createIdentity, type Identity } from '../crypto/createIdentity.ts'
import { epochEnvelope } from '../crypto/epochEnvelope.ts'
import { eraseEnvelope } from '../crypto/eraseEnvelope.ts'
import type { EnvelopePlace } from '../crypto/envelope.ts'
import { bytesToId } from '../crypto/idToBytes.ts'
import type { RandomBytes, VerifySignature } from '../crypto/platform.ts'
import { sealEnvelope } from '../crypto/sealEnvelope.ts'
import { toUtf8 } from '../crypto/utf8.ts'
import { verifySignature } from '../crypto/verifySignature.ts'
import type { DocumentLog, MakeEnvelope } from './documentLog.ts'
import type { DocumentName } from './documentName.ts'
import { openDocumentLog, type LogProblem } from './openDocumentLog.ts'

/** For tests: people with seeded keys who write in documents, honestly by these methods and otherwise by `log.doc`. */

export const month = 'AAAAAAAAAAAAAAAAAAAAAA.2026-05' as DocumentName
export const otherMonth = 'BBBBBBBBBBBBBBBBBBBBBB.2026-05' as DocumentName
export const head = 'AAAAAAAAAAAAAAAAAAAAAA' as DocumentName

/** The same bytes for the same seed, by hashing a counter. */
export const seededBytes = (seed: string): RandomBytes => {
  let drawn = 0
  return length => {
    const bytes = new Uint8Array(length)
    for (let at = 0; at < length; at += 32) bytes.set(sha256(toUtf8(`${seed}/${drawn++}`)).subarray(0, length - at), at)
    return bytes
  }
}

export const alice = createIdentity(seededBytes('alice'))
export const bob = createIdentity(seededBytes('bob'))
export const vandal = createIdentity(seededBytes('vandal'))

const roomKey = createRoomKey(seededBytes('room'))
const epoch = epochIdOf(roomKey)
let sessions = 0

export const sealed = (
  person: Identity,
  place: EnvelopePlace,
  text = 'x',
  document: DocumentName = month,
): Uint8Array =>
  sealEnvelope({
    document,
    place,
    epoch,
    key: roomKey,
    signing: person.signing,
    plain: toUtf8(text),
    randomBytes: seededBytes(`${text}/${place.session}/${place.clock}`),
  })

export interface LogMember {
  readonly person: Identity
  readonly log: DocumentLog
  readonly problems: readonly LogProblem[]
  readonly say: (text: string) => EnvelopePlace
  readonly erase: (...targets: readonly EnvelopePlace[]) => EnvelopePlace
  readonly announceEpoch: () => EnvelopePlace
  /** Everything, or what a reader lacks, as stock Yjs sends it: with its delete set. */
  readonly update: (reader?: LogMember) => Uint8Array
}

export const openMember = (
  person: Identity,
  name: DocumentName = month,
  { verify = verifySignature, doc }: { readonly verify?: VerifySignature; readonly doc?: Y.Doc } = {},
): LogMember => {
  const session = bytesToId<NonNullable<DocumentLog['session']>>(seededBytes(`session ${sessions++}`)(8))
  const problems: LogProblem[] = []
  const report = (problem: LogProblem): void => void problems.push(problem)
  const log = openDocumentLog({ name, author: person.account, session, verify, report, ...(doc && { doc }) })
  const write = (make: MakeEnvelope): EnvelopePlace => log.append([make])[0] as EnvelopePlace
  const { signing } = person
  return {
    person,
    log,
    problems,
    say: text => write(place => sealed(person, place, text, name)),
    erase: (...targets) => write(place => eraseEnvelope({ document: name, place, signing, targets })),
    announceEpoch: () =>
      write(place => {
        const copies = [{ recipient: person.account, sealed: new Uint8Array(80) }]
        return epochEnvelope({ document: name, place, signing, epoch, createdMs: 0, copies })
      }),
    update: reader => Y.encodeStateAsUpdate(log.doc, reader && Y.encodeStateVector(reader.log.doc)),
  }
}

/** The places of everything live, ascending: equal for replicas that hold the same set. */
export const livePlaces = ({ log }: Pick<LogMember, 'log'>): readonly string[] =>
  log
    .envelopes()
    .map(envelope => `${envelope.session}:${envelope.clock}`)
    .sort()
