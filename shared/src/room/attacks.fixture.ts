import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { clientIdOf } from '../crypto/clientIdOf.ts'
import { maxEnvelopeBytes } from '../crypto/envelope.ts'
import { epochEnvelope } from '../crypto/epochEnvelope.ts'
import { eraseEnvelope } from '../crypto/eraseEnvelope.ts'
import { bytesToId, idToBytes } from '../crypto/idToBytes.ts'
import type { EpochId } from '../crypto/ids.ts'
import { attack, own, struct, type Attack } from './attack.fixture.ts'
import {
  changing,
  envelopeOf,
  forge,
  inserting,
  placeOf,
  updateOf,
  varUints,
  type AttackWorld,
} from './attackWorld.fixture.ts'
import { otherMonth, sealed } from './logMember.fixture.ts'
import { maxAdmittedBytes, maxUpdateStructs } from './readUpdate.ts'

/** Tombstones where the victim's next messages would stand. */
const futureTombstones = ({ victimAt: { client, clock } }: AttackWorld, length: number): Uint8Array =>
  updateOf(struct({ client, clock }, null, { length, origin: clock > 0 ? { client, clock: clock - 1 } : null }))
const bytes200 = () => new Uint8Array(200)

const inTheUpdate: readonly Attack[] = [
  ...(
    [
      ['a nested map', doc => doc.getArray('log').push([new Y.Map()])],
      ['JSON values', doc => doc.getArray('log').push([{ a: 1 }, 'x'])],
      ['a subdocument', doc => doc.getArray('log').push([new Y.Doc()])],
      ['text in another root', doc => doc.getText('other').insert(0, 'spam')],
      ['text with formats and embeds', doc => doc.getText('other').insertEmbed(0, { a: 1 }, { bold: true })],
      ['bytes in another root', doc => doc.getArray('other').push([bytes200()])],
      ['a map in another root', doc => doc.getMap('other').set('key', bytes200())],
      ['an XML fragment', doc => doc.getXmlFragment('other').push([new Y.XmlElement('p')])],
    ] satisfies readonly (readonly [string, (doc: Y.Doc) => unknown])[]
  ).map(([title, change]) =>
    attack(title, 'struct-forbidden', () => changing(new Y.Doc(), doc => void change(doc as Y.Doc))),
  ),
  attack('a value below a key of the log', 'struct-forbidden', () =>
    changing(new Y.Doc(), doc => void doc.getMap('log').set('key', bytes200())),
  ),
  attack('an item nested in another', 'struct-forbidden', () =>
    forge({ client: 77, clock: 0 }, 3, to => {
      for (const part of [0, 77, 0]) encoding.writeVarUint(to, part)
      encoding.writeVarUint8Array(to, bytes200())
    }),
  ),
  attack('GC over the victim’s next clocks', 'struct-forbidden', ({ victimAt }) =>
    forge(victimAt, 0, to => encoding.writeVarUint(to, 1000)),
  ),
  attack('Skip over the victim’s next clocks', 'struct-forbidden', ({ victimAt }) =>
    forge(victimAt, 10, to => encoding.writeVarUint(to, 1000)),
  ),
  attack('bytes that are no envelope', 'envelope-invalid', world => inserting(own(world).doc, bytes200())),
  attack('an envelope over 256 KiB', 'envelope-invalid', world => {
    const huge = new Uint8Array(maxEnvelopeBytes + 1)
    huge[0] = 1
    return inserting(own(world).doc, huge)
  }),
  attack('more structs than an update may hold', 'too-many-structs', () => varUints(1, maxUpdateStructs + 1, 7, 0)),
  attack('one client twice', 'update-malformed', world => {
    const update = updateOf(struct({ client: own(world).client, clock: 0 }, bytes200()))
    return new Uint8Array([2, ...update.slice(1, -1), ...update.slice(1, -1), 0])
  }),
  attack('bytes after the end', 'update-malformed', world => {
    const update = updateOf(struct({ client: own(world).client, clock: 0 }, bytes200()))
    return new Uint8Array([...update, 0, 0])
  }),
  attack('nothing at all', 'update-malformed', () => new Uint8Array()),
  attack('a number beyond 2^53', 'update-malformed', () => new Uint8Array(12).fill(255)),
  attack('a number that never ends', 'update-malformed', () => new Uint8Array([1, 1, 255, 255])),
  attack('content longer than the update', 'update-malformed', ({ newSession }) =>
    forge({ client: newSession().client, clock: 0 }, 3, to => {
      encoding.writeVarUint(to, 1)
      encoding.writeVarString(to, 'log')
      encoding.writeVarUint(to, 2 ** 40)
    }),
  ),
  attack(
    'the second encoding of Yjs, whose reader can be made to hang',
    ['update-malformed', 'struct-forbidden', 'too-many-structs', 'envelope-invalid', 'asked'],
    world => {
      const { doc, at } = own(world)
      doc.getArray('log').push([at(0)])
      return Y.encodeStateAsUpdateV2(doc)
    },
  ),
  attack('a good message and a bad one together', 'struct-forbidden', world => {
    const { doc, client, at } = own(world)
    return Y.mergeUpdates([updateOf(struct({ client, clock: 0 }, at(0))), inserting(doc, at(0), { evil: 1 })])
  }),
]

const whoseItIs: readonly Attack[] = [
  attack('a broken signature', 'signature-invalid', world => {
    const { doc, at } = own(world)
    const broken = at(0)
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1
    return inserting(doc, broken)
  }),
  attack('the victim’s name and place over the attacker’s signature', 'signature-invalid', world => {
    const { victimAt } = world
    return inserting(world.copy(victimAt.client), asVictim(world, placeOf(victimAt.session, victimAt.clock)))
  }),
  attack('the victim’s name under the attacker’s client', 'place-invalid', world => {
    const { doc, session } = own(world)
    return inserting(doc, asVictim(world, placeOf(session, 0)))
  }),
  attack('the victim’s own envelope under the attacker’s client', 'place-invalid', world =>
    inserting(own(world).doc, world.victimEnvelopes[0]),
  ),
  attack('the victim’s own envelope at the victim’s next clock', 'place-invalid', world =>
    inserting(world.copy(world.victimAt.client), world.victimEnvelopes[0]),
  ),
  attack('the attacker’s envelopes under the victim’s client', 'place-invalid', world => {
    const { at } = own(world)
    const { client, clock } = world.victimAt
    return inserting(world.copy(client), at(clock), at(clock + 1))
  }),
  attack('a signed envelope at another clock', 'place-invalid', world => {
    const { doc, at } = own(world)
    return inserting(doc, at(5))
  }),
  attack('a signed envelope of another session', 'place-invalid', world => inserting(own(world).doc, own(world).at(0))),
  attack('an envelope signed for another month', 'signature-invalid', world => {
    const { doc, at } = own(world, earlyMonth(world.document))
    return inserting(doc, at(0))
  }),
  attack('an envelope signed for another room', 'signature-invalid', world => {
    const { doc, at } = own(world, otherMonth)
    return inserting(doc, at(0))
  }),
  attack(
    'the victim’s envelope of another document, where it would stand here',
    ['signature-invalid', 'place-invalid'],
    world => {
      const { session, clock } = envelopeOf(world.elsewhere)
      const client = clientIdOf(world.document, world.victim, session)
      const before = Array.from({ length: clock }, (_, at) => struct({ client, clock: at }, world.elsewhere))
      return updateOf(...before, struct({ client, clock }, world.elsewhere))
    },
  ),
  attack('a key’s epoch outside the head', 'place-invalid', world => {
    const { doc, session } = own(world)
    const { document, attacker } = world
    const copies = [{ recipient: attacker.account, sealed: new Uint8Array(80) }]
    const epoch = bytesToId<EpochId>(new Uint8Array(16))
    const place = placeOf(session, 0)
    return inserting(doc, epochEnvelope({ document, place, signing: attacker.signing, epoch, createdMs: 0, copies }))
  }),
]

const whereItStands: readonly Attack[] = [
  attack('an origin that is itself', 'origin-invalid', world => {
    const { client, at } = own(world)
    return updateOf(struct({ client, clock: 0 }, at(0), { origin: { client, clock: 0 } }))
  }),
  attack('an origin of its own future', 'origin-invalid', world => {
    const { client, at } = own(world)
    return updateOf(struct({ client, clock: 0 }, at(0), { rightOrigin: { client, clock: 5 } }))
  }),
  attack('origins in a circle', 'origin-invalid', world => {
    const [one, other] = [own(world), own(world)]
    return updateOf(
      struct({ client: one.client, clock: 0 }, one.at(0), { origin: { client: other.client, clock: 0 } }),
      struct({ client: other.client, clock: 0 }, other.at(0), { origin: { client: one.client, clock: 0 } }),
    )
  }),
  attack('an origin nobody has', 'asked', world => {
    const { client, at } = own(world)
    return updateOf(struct({ client, clock: 0 }, at(0), { origin: { client: 12_345, clock: 5 } }))
  }),
  attack('a thousand messages that build on nothing', 'asked', world => {
    const { client, at } = own(world)
    const content = at(0)
    return Array.from({ length: 1000 }, (_, n) =>
      updateOf(struct({ client, clock: 0 }, content, { origin: { client: 1_000_000 + n, clock: n } })),
    )
  }),
  attack('forged copies of what is there', 'passed-over', world => {
    const { client, clock } = world.victimAt
    return updateOf(
      ...Array.from({ length: clock }, (_, at) =>
        struct({ client, clock: at }, bytes200(), { origin: { client: 777, clock: 9 } }),
      ),
    )
  }),
]

const deleting: readonly Attack[] = [
  attack('a delete set over everything there is', 'passed-over', world => {
    const doc = world.copy(own(world).client)
    return changing(doc, () => doc.getArray('log').delete(0, doc.getArray('log').length))
  }),
  attack('a delete set over the victim’s next clocks', 'passed-over', ({ victimAt: { client, clock } }) =>
    varUints(0, 1, client, 1, clock, 1000),
  ),
  ...[1, 1000, 2 ** 50].map(length =>
    attack(`${length} tombstones over the victim’s next clocks`, 'held', world => futureTombstones(world, length)),
  ),
  attack('a tombstone with an erasure that names the victim’s session', ['held'], world => {
    const { session, client } = world.newSession()
    const { document, attacker, victimAt } = world
    const targets = [placeOf(victimAt.session, victimAt.clock)]
    const erasure = eraseEnvelope({ document, place: placeOf(session, 0), signing: attacker.signing, targets })
    return Y.mergeUpdates([futureTombstones(world, 1), updateOf(struct({ client, clock: 0 }, erasure))])
  }),
  attack('an erasure that names the victim’s session', 'taken', world => {
    const { session, client } = world.newSession()
    const { document, attacker, victimAt } = world
    const targets = Array.from({ length: victimAt.clock }, (_, clock) => placeOf(victimAt.session, clock))
    const erasure = eraseEnvelope({ document, place: placeOf(session, 0), signing: attacker.signing, targets })
    return updateOf(struct({ client, clock: 0 }, erasure))
  }),
]

/**
 * Everything a modified client can put into an update to a month, of which nothing may ever reach it; one list for every edge. Each
 * leaves the document as it was, but for what is `taken`.
 */
export const attacks: readonly Attack[] = [...inTheUpdate, ...whoseItIs, ...whereItStands, ...deleting]

/** Larger than any update may be; apart, because sockets with a frame limit never let it come that far. */
export const oversize = attack('an update over 8 MiB', 'update-too-large', () => new Uint8Array(maxAdmittedBytes + 1))

const asVictim = ({ victim, attacker, document }: AttackWorld, place: ReturnType<typeof placeOf>): Uint8Array => {
  const liar = { ...attacker, signing: { ...attacker.signing, public: idToBytes(victim) } }
  return sealed(liar, place, 'x', document)
}

/** Long before any month of a test's. */
const earlyMonth = (document: AttackWorld['document']): AttackWorld['document'] =>
  `${document.slice(0, 22)}.2009-01` as AttackWorld['document']
