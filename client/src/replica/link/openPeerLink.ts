import { decodeAcknowledgement, messageAck, signalPath } from '@sarangbang/shared/api/index.ts'
import type { Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { unsubscribe } from 'lib0/broadcastchannel'
import * as decoding from 'lib0/decoding'
import type { Awareness } from 'y-protocols/awareness'
import { WebrtcProvider } from 'y-webrtc'
import type { DocumentReplica } from '../documentReplica.ts'
import { makePatience, sessionHello, type DeviceLink, type PeerHost, type PeerLimits } from '../peer/index.ts'
import { makeWatchable } from '../watched.ts'
import { acknowledgeToPeers } from './acknowledgeToPeers.ts'
import { answerInTurn } from './answerInTurn.ts'
import { awaitProofs, type AwaitedProofs } from './awaitProofs.ts'
import { makeBarring } from './barring.ts'
import { admitAwareness } from './boundedAwareness.ts'
import { heardOf } from './heardOf.ts'
import { paced, type Paced } from './paced.ts'
import type { Membership } from './membership.ts'
import type { PeerLink } from './peerLink.ts'
import { askForRest, messageSync, syncStep1, syncStep2 } from './syncFrames.ts'

const messageAwareness = 1
/** More devices than this gossip through the others (design.md §5). */
const maxLinks = 8

export interface PeerLinkDeps {
  readonly document: DocumentReplica
  readonly awareness: Awareness
  readonly identity: Identity
  /** Asked at each greeting, and again of everybody who is linked at each change. */
  readonly members: Membership
  /** Encrypts the introductions; the relay cannot know it (signalingSecret). */
  readonly password: string
  /** Unix milliseconds, corrected. */
  readonly now: () => number
}

/** What is said on one link, in turn and within bounds. */
interface Talk {
  readonly answer: (stateVector: Uint8Array) => void
  readonly ask: Paced<null>
  readonly proofs: AwaitedProofs
}

/** Carries a document to members' devices directly: y-webrtc on our own peer, every message through admission (design.md §5). */
export const openPeerLink = (deps: PeerLinkDeps): PeerLink => {
  const { document, awareness, identity, members } = deps
  const { log } = document
  const links = new Set<DeviceLink>()
  const peers = makeWatchable<readonly { readonly account: AccountId }[]>([])
  const acknowledge = acknowledgeToPeers(document, links)
  const patience = makePatience()
  const refresh = (): void => peers.set([...links].flatMap(({ account }) => (account === null ? [] : [{ account }])))

  const barring = makeBarring(() => performance.now())
  const talks = new Map<DeviceLink, Talk>()
  const talkWith = (link: DeviceLink): Talk => ({
    answer: answerInTurn(log, link),
    ask: paced(() => link.send(askForRest(log.doc))),
    proofs: awaitProofs(() => link.refuse('tombstone-unproven')),
  })

  const readSync = async (decoder: decoding.Decoder, link: DeviceLink) => {
    const kind = decoding.readVarUint(decoder)
    const payload = decoding.readVarUint8Array(decoder)
    const talk = talks.get(link)
    if (kind === syncStep1) return talk?.answer(payload)
    const admitted = await log.admit(payload, link)
    if (admitted.ok) {
      talk?.proofs.wait(admitted.value.isHeld === true, kind === syncStep2)
      if (kind === syncStep2) patience.synced()
      return acknowledge.soon()
    }
    const { kind: why } = admitted.error
    if (why !== 'missing-dependency') throw new Error(why)
    talk?.ask.run(null)
  }
  const hello = sessionHello({ identity, room: document.name, isMember: members.has, now: deps.now })
  const host: PeerHost & Pick<PeerLimits, 'syncWithinMs'> = {
    // y-webrtc spreads this object into each new link, so each asks anew.
    get syncWithinMs() {
      return patience.ms
    },
    ...hello,
    accept: async (bytes, prints) => {
      const account = await hello.accept(bytes, prints)
      return account !== null && barring.barred.value.some(one => one.account === account) ? null : account
    },
    guard: async (message, _reply, link) => {
      const decoder = decoding.createDecoder(message)
      switch (decoding.readVarUint(decoder)) {
        case messageSync:
          await readSync(decoder, link)
          return null
        case messageAck: {
          const clocks = decodeAcknowledgement(decoding.readTailAsUint8Array(decoder))
          // My own other device having it is not yet somebody else having it.
          if (clocks.ok && link.account !== identity.account)
            document.kept.mergeFromPeer(heardOf(log.doc, clocks.value, document.kept.clocks()))
          return null
        }
        case messageAwareness:
          return admitAwareness(awareness, decoding.readVarUint8Array(decoder)) ? message : null
        default:
          // A newer program's message, or nonsense: either way not for us.
          return null
      }
    },
    opened: link => {
      links.add(link)
      talks.set(link, talkWith(link))
      refresh()
      acknowledge.soon()
    },
    ended: (link, ending) => {
      if (ending.kind === 'never-synced') patience.gaveUp()
      if (ending.kind === 'refused' && link.account !== null) barring.bar(link.account, ending.why)
      const talk = talks.get(link)
      talk?.ask.stop()
      talk?.proofs.stop()
      talks.delete(link)
      links.delete(link)
      refresh()
    },
  }

  /** At each connecting: y-webrtc would apply what other tabs say without admission; the relay's link speaks with them already. */
  const leaveTabs = ({ room }: WebrtcProvider): void => {
    if (room === null || room === undefined) return
    unsubscribe(room.name, room._bcSubscriber)
    room.bcconnected = false
  }
  let provider: WebrtcProvider | null = null
  let closed = false
  const open = (): void => {
    const mine = new WebrtcProvider(document.name, log.doc, {
      signaling: [`${location.origin.replace(/^http/, 'ws')}${signalPath}`],
      password: deps.password,
      awareness,
      maxConns: maxLinks,
      // y-webrtc's types know simple-peer's options only; ours are read by our own Peer.
      peerOpts: host as object,
    })
    provider = mine
    void mine.key.then(() => leaveTabs(mine))
  }
  const shut = (): void => {
    if (provider === null) return
    // Without this, destroying announces us once more (y-webrtc 10.3; docs/gotchas.md).
    provider.maxConns = 0
    provider.destroy()
    provider = null
  }
  const stopWatching = log.observe(({ origin }) => {
    if (origin !== 'local' && links.size > 0) acknowledge.soon()
  })
  /** Closed, not refused: they did nothing wrong. A device that dials again is not accepted. */
  const stopMembers = members.watch(() => {
    for (const link of links) if (link.account !== null && !members.has(link.account)) link.close()
  })
  void document.loaded.then(() => {
    if (!closed) open()
  })
  return {
    peers,
    barred: barring.barred,
    // Links watch themselves (ICE, silence); a new announcement finds whoever came meanwhile.
    wake: () => {
      if (links.size > 0 || closed || provider === null) return
      provider.disconnect()
      provider.connect()
      leaveTabs(provider)
    },
    close: () => {
      closed = true
      stopWatching()
      stopMembers()
      shut()
      barring.close()
      peers.set([])
    },
  }
}
