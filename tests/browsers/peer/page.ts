import { createIdentity, type Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import { encodeHello } from '@sarangbang/shared/crypto/hello.ts'
import { bytesToId } from '@sarangbang/shared/crypto/idToBytes.ts'
import type { AccountId, EpochId, SessionNonce } from '@sarangbang/shared/crypto/ids.ts'
import { sealEnvelope } from '@sarangbang/shared/crypto/sealEnvelope.ts'
import type { DocumentLog } from '@sarangbang/shared/room/documentLog.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { openDocumentLog } from '@sarangbang/shared/room/openDocumentLog.ts'
import {
  sessionHello,
  type DeviceLink,
  type PeerHost,
  type PeerLimits,
} from '@sarangbang/client/src/replica/peer/index.ts'
import { restFrames, askForRest, messageSync, syncStep1 } from '@sarangbang/client/src/replica/link/syncFrames.ts'
import * as decoding from 'lib0/decoding'
import { WebrtcProvider } from 'y-webrtc'

/** What runs in the page: a log per room, real y-webrtc over our peer, and a face to drive them from outside. */

const randomBytes = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))
const personOf = (seed: number): Identity => createIdentity(length => new Uint8Array(length).fill(seed))
const people = {
  minji: personOf(1),
  junho: personOf(2),
  stranger: personOf(3),
  seoyeon: personOf(4),
  doyun: personOf(5),
  jiwoo: personOf(6),
  haneul: personOf(7),
}
const members: ReadonlySet<AccountId> = new Set(
  Object.values(people).flatMap(({ account }) => (account === people.stranger.account ? [] : [account])),
)

export interface Opening {
  readonly person: keyof typeof people
  readonly limits?: Partial<PeerLimits>
  /** `stolen`: somebody else's name over one's own signature; `elsewhere`: signed for other certificates. */
  readonly hello?: 'honest' | 'stolen' | 'elsewhere'
  /** On so many links it greets and then says nothing of the document. */
  readonly muteLinks?: number
}
interface OpenRoom {
  readonly log: DocumentLog
  readonly provider: WebrtcProvider
  readonly links: Set<DeviceLink>
  /** When each link opened, by `performance.now()`. */
  readonly openedAtMs: number[]
  readonly endings: string[]
  /** What the guard does with each message, besides its work. */
  guard: 'honest' | 'refusing' | 'blocked'
  release: () => void
  readonly peak: { queued: number; unacknowledged: number; waiting: number }
}
const rooms = new Map<string, OpenRoom>()
const roomOf = (name: string): OpenRoom => {
  const room = rooms.get(name)
  if (!room) throw new Error(`no room ${name}`)
  return room
}

const helloOf = (opening: Opening, room: string): Pick<PeerHost, 'hello' | 'accept'> => {
  const identity = people[opening.person]
  const honest = sessionHello({ identity, room, isMember: account => members.has(account), now: Date.now })
  const stolen = { signing: { ...identity.signing, public: people.minji.signing.public } }
  if (opening.hello === 'stolen') {
    return { ...honest, hello: prints => encodeHello(stolen, { room, prints, nowMs: Date.now() }) }
  }
  if (opening.hello !== 'elsewhere') return honest
  const other = { local: 'sha-256 00', remote: 'sha-256 00' }
  return { ...honest, hello: () => encodeHello(identity, { room, prints: other, nowMs: Date.now() }) }
}

const open = (name: DocumentName, opening: Opening): void => {
  const identity = people[opening.person]
  const session = bytesToId<SessionNonce>(randomBytes(8))
  // Signatures have their own tests; here they would only take the time.
  const log = openDocumentLog({ name, author: identity.account, session, verify: () => true })
  const peerOpts: PeerHost & Partial<PeerLimits> = {
    ...helloOf(opening, name),
    ...opening.limits,
    opened: link => {
      room.links.add(link)
      room.openedAtMs.push(performance.now())
    },
    ended: (link, reason) => {
      room.links.delete(link)
      room.endings.push(reason.kind === 'refused' ? `refused: ${reason.why}` : reason.kind)
    },
    guard: async (message, reply, link) => {
      if (room.guard === 'refusing') throw new Error('forged')
      if (room.guard === 'blocked') await new Promise<void>(resolve => (room.release = resolve))
      if (room.openedAtMs.length <= (opening.muteLinks ?? 0)) return null
      if (message[0] !== messageSync) return message
      const decoder = decoding.createDecoder(message.subarray(1))
      const kind = decoding.readVarUint(decoder)
      const payload = decoding.readVarUint8Array(decoder)
      if (kind === syncStep1) link.sendAll(restFrames(log, payload))
      else {
        const admitted = await log.admit(payload, link)
        if (!admitted.ok && admitted.error.kind !== 'missing-dependency') throw new Error(admitted.error.kind)
        if (!admitted.ok) reply(askForRest(log.doc))
      }
      return null
    },
  }
  const provider = new WebrtcProvider(name, log.doc, {
    signaling: [`ws://${location.host}/signal`],
    password: 'secret',
    maxConns: 8,
    peerOpts,
  })
  const peak = { queued: 0, unacknowledged: 0, waiting: 0 }
  const room: OpenRoom = {
    log,
    provider,
    links: new Set(),
    openedAtMs: [],
    endings: [],
    guard: 'honest',
    release: () => {},
    peak,
  }
  rooms.set(name, room)
  setInterval(() => {
    for (const { load } of room.links) {
      peak.queued = Math.max(peak.queued, load.queued)
      peak.unacknowledged = Math.max(peak.unacknowledged, load.unacknowledged)
      peak.waiting = Math.max(peak.waiting, load.waiting)
    }
  }, 10)
}

/** Writes `count` entries of some `bytes` each; returns how many the log then holds. */
const write = (name: DocumentName, count = 1, bytes = 16): number => {
  const { log } = roomOf(name)
  const identity = Object.values(people).find(({ account }) => account === log.author)
  if (!identity) throw new Error('written by nobody')
  const epoch = bytesToId<EpochId>(new Uint8Array(16))
  for (let n = 0; n < count; n++) {
    const plain = new Uint8Array(bytes)
    for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(plain.subarray(at, at + 65_536))
    log.append([
      place =>
        sealEnvelope({
          document: name,
          place,
          epoch,
          key: new Uint8Array(32),
          signing: identity.signing,
          plain,
          randomBytes,
        }),
    ])
  }
  return log.envelopes().length
}

const statsOf = async (name: string) => {
  const [link] = roomOf(name).links
  let channelBytes = 0
  let dtls = ''
  for (const report of (await link?.getStats())?.values() ?? []) {
    if (report.type === 'data-channel') channelBytes += report.bytesReceived
    if (report.type === 'transport') dtls = report.dtlsState
  }
  return { channelBytes, dtls, account: link?.account ?? null }
}

const page = {
  people: { minji: people.minji.account, junho: people.junho.account },
  open,
  write,
  statsOf,
  count: (name: string) => roomOf(name).log.envelopes().length,
  pending: (name: string) => roomOf(name).log.doc.store.pendingStructs !== null,
  endings: (name: string) => [...roomOf(name).endings],
  links: (name: string) => roomOf(name).links.size,
  openedAtMs: (name: string) => [...roomOf(name).openedAtMs],
  /** Those y-webrtc counts, quarantined ones included. */
  known: (name: string) => roomOf(name).provider.room?.webrtcConns.size ?? 0,
  peak: (name: string) => ({ ...roomOf(name).peak }),
  /** Goes for good. */
  leave: (name: string) => {
    const { provider } = roomOf(name)
    provider.maxConns = 0
    provider.destroy()
  },
  setGuard: (name: string, guard: OpenRoom['guard']) => {
    const room = roomOf(name)
    room.guard = guard
    room.release()
  },
  cut: (name: string) => roomOf(name).links.forEach(link => link.close()),
}
export type PeerPage = typeof page
declare global {
  var peers: PeerPage
}
globalThis.peers = page
