import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { clientIdOf } from '../crypto/clientIdOf.ts'
import { decodeEnvelope } from '../crypto/decodeEnvelope.ts'
import type { Identity } from '../crypto/createIdentity.ts'
import type { Envelope, EnvelopePlace } from '../crypto/envelope.ts'
import { bytesToId } from '../crypto/idToBytes.ts'
import type { AccountId, SessionNonce } from '../crypto/ids.ts'
import type { DocumentName } from './documentName.ts'
import { seededBytes } from './logMember.fixture.ts'
import type { StructId, UpdateStruct } from './updateStruct.ts'
import { writeUpdate } from './writeUpdate.ts'

/** For tests: what an attacker knows who took part in a document honestly so far, and forging by hand. */
export interface AttackWorld {
  readonly document: DocumentName
  readonly attacker: Identity
  readonly victim: AccountId
  /** Where the victim writes now: its client, its session, and the clock its next message will take. */
  readonly victimAt: StructId & { readonly session: SessionNonce }
  /** The document's victim envelopes, signed and live. */
  readonly victimEnvelopes: readonly Uint8Array[]
  /** Signed by the victim for another document. */
  readonly elsewhere: Uint8Array
  /** A copy to do mischief in; it writes under `client`. */
  copy(client: number): Y.Doc
  /** A session of the attacker's that was never used. */
  newSession(): { readonly session: SessionNonce; readonly client: number }
}

export interface AttackWorldParts {
  readonly document: DocumentName
  /** The document as the attacker holds it. Read at once, never written to. */
  readonly doc: Y.Doc
  readonly attacker: Identity
  readonly victim: AccountId
  readonly elsewhere: Uint8Array
}

let sessions = 0

/** @throws where the victim has written nothing in the document yet: there would be nothing to steal. */
export const makeAttackWorld = ({ document, doc, attacker, victim, elsewhere }: AttackWorldParts): AttackWorld => {
  const state = Y.encodeStateAsUpdate(doc)
  const envelopes = doc
    .getArray<Uint8Array>('log')
    .toArray()
    .map(bytes => ({ bytes, envelope: envelopeOf(bytes) }))
  const theirs = envelopes.filter(({ envelope }) => envelope.author === victim)
  const latest = theirs.map(({ envelope }) => envelope).reduce<Envelope | null>(later, null)
  if (!latest) throw new Error('the victim has written nothing yet')
  const client = clientIdOf(document, victim, latest.session)
  return {
    document,
    attacker,
    victim,
    victimAt: { client, clock: Y.getState(doc.store, client), session: latest.session },
    victimEnvelopes: theirs.map(({ bytes }) => bytes),
    elsewhere,
    copy: client => {
      const copy = new Y.Doc()
      Y.applyUpdate(copy, state)
      copy.clientID = client
      return copy
    },
    newSession: () => {
      const session = bytesToId<SessionNonce>(seededBytes(`attack ${sessions++} ${attacker.account} ${document}`)(8))
      return { session, client: clientIdOf(document, attacker.account, session) }
    },
  }
}

const later = (one: Envelope | null, other: Envelope): Envelope => (one && one.clock >= other.clock ? one : other)

/** @throws for anything else than an envelope: the attacker's own copy holds nothing else. */
export const envelopeOf = (bytes: Uint8Array): Envelope => {
  const decoded = decodeEnvelope(bytes)
  if (!decoded.ok) throw new Error(decoded.error.kind)
  return decoded.value
}

/** What one dishonest change of a document looks like on the wire. */
export const changing = (doc: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array => {
  const state = Y.encodeStateVector(doc)
  change(doc)
  return Y.encodeStateAsUpdate(doc, state)
}

/** These values at the end of the log, under the copy's client. */
export const inserting = (doc: Y.Doc, ...values: readonly unknown[]): Uint8Array =>
  changing(doc, () => doc.getArray('log').push([...values]))

/** One struct by hand, as Yjs would never write it; nothing deleted. */
export const forge = (at: StructId, info: number, body: (to: encoding.Encoder) => void): Uint8Array =>
  encoding.encode(to => {
    for (const part of [1, 1, at.client, at.clock]) encoding.writeVarUint(to, part)
    encoding.writeUint8(to, info)
    body(to)
    encoding.writeVarUint(to, 0)
  })

/** Numbers as lib0 writes them. */
export const varUints = (...numbers: readonly number[]): Uint8Array =>
  encoding.encode(to => numbers.forEach(number => encoding.writeVarUint(to, number)))

export const updateOf = (...structs: readonly UpdateStruct[]): Uint8Array => {
  const byClient = new Map<number, UpdateStruct[]>()
  for (const one of structs) byClient.set(one.client, [...(byClient.get(one.client) ?? []), one])
  return writeUpdate(byClient)
}

export const placeOf = (session: SessionNonce, clock: number): EnvelopePlace => ({ session, clock })
