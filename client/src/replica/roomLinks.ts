import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { Awareness } from 'y-protocols/awareness'
import type { DocumentReplica } from './documentReplica.ts'
import type { Barred } from './link/barring.ts'
import type { PeerLink } from './link/peerLink.ts'
import { openRelayLink, type RelayFault, type RelayLink, type RelayLinkState } from './link/relayLink.ts'
import { makeWatchable, type Watched } from './watched.ts'

/** `open`: somebody looks at the room, all ways are used. `background`: the relay only, until everything is exchanged. */
export type LinkMode = 'none' | 'background' | 'open'

export interface LinksState {
  /** The worst of the open documents' links. */
  readonly relay: RelayLinkState
  /** Members' devices linked directly, each account once a device. */
  readonly peers: readonly { readonly account: AccountId }[]
  /** Why the relay is `distrusted`; `null` while it is not. */
  readonly relayFault: RelayFault | null
  /** Accounts whose devices are not linked for a while, for what one of them sent. */
  readonly barred: readonly Barred[]
}

export interface RoomLinks {
  readonly state: Watched<LinksState>
  setMode(mode: LinkMode): void
  /** One more document is open. */
  add(document: DocumentReplica): void
  /** Presence on the head: small and never trusted (design.md §5). */
  readonly awareness: Awareness
  /** What the relay takes may have changed: a month has come, or the clock was corrected. */
  refresh(): void
  wake(): void
  close(): void
}

interface Linked {
  readonly document: DocumentReplica
  readonly awareness: Awareness
  relay: RelayLink | null
  peers: PeerLink | null
}

/** From best to worst: a room is as connected as its least connected document. */
const order: readonly RelayLinkState[] = ['on', 'connecting', 'off', 'refused', 'distrusted']
const worst = (states: readonly RelayLinkState[]): RelayLinkState =>
  states.reduce((one, other) => (order.indexOf(other) > order.indexOf(one) ? other : one), 'on')

/** All ways a room's open documents go to others, and how they stand. */
export const openRoomLinks = ({
  head,
  linkPeers,
  isAccepted,
  onRefusal,
  onRefusedWith,
}: {
  readonly head: DocumentReplica
  /** Opens direct links of a document; `null` where the room must not have any. */
  readonly linkPeers: ((document: DocumentReplica, awareness: Awareness) => PeerLink) | null
  /** Whether the relay takes a document of this name by now. One that it would refuse is not brought there: it would be asked over and over. */
  readonly isAccepted: (name: string) => boolean
  readonly onRefusal: (fault: RelayFault) => void
  /** The relay sent a document's link away, with this close code (4400–4499). */
  readonly onRefusedWith: (code: number) => void
}): RoomLinks => {
  const state = makeWatchable<LinksState>({ relay: 'off', peers: [], relayFault: null, barred: [] })
  const linked = new Map<DocumentReplica, Linked>()
  let mode: LinkMode = 'none'

  const tell = (): void => {
    const all = [...linked.values()]
    const relays = all.flatMap(({ relay }) => (relay === null ? [] : [relay.state.value]))
    // The head is linked whenever anything is, so its peers are the room's.
    const peers = linked.get(head)?.peers?.peers.value ?? []
    const faults = all.flatMap(({ relay }) => relay?.fault.value ?? [])
    const barred = all.flatMap(one => one.peers?.barred.value ?? [])
    state.set({
      relay: relays.length === 0 ? 'off' : worst(relays),
      peers,
      relayFault: faults[0] ?? null,
      barred,
    })
  }
  const link = (one: Linked): void => {
    const isRelayed = mode !== 'none' && isAccepted(one.document.name)
    if (isRelayed && one.relay === null) {
      one.relay = openRelayLink(one.document, { awareness: one.awareness, onRefusal })
      one.relay.state.watch(tell)
      one.relay.refusedWith.watch(code => {
        if (code !== null) onRefusedWith(code)
      })
    }
    if (!isRelayed) {
      one.relay?.close()
      one.relay = null
    }
    if (mode === 'open' && one.peers === null && linkPeers !== null) {
      one.peers = linkPeers(one.document, one.awareness)
      one.peers.peers.watch(tell)
      one.peers.barred.watch(tell)
    }
    if (mode !== 'open') {
      one.peers?.close()
      one.peers = null
    }
  }
  const add = (document: DocumentReplica): void => {
    if (linked.has(document)) return
    const awareness = new Awareness(document.log.doc)
    awareness.setLocalState(null)
    const one: Linked = { document, awareness, relay: null, peers: null }
    linked.set(document, one)
    link(one)
    tell()
  }
  const relink = (): void => {
    for (const one of linked.values()) link(one)
    tell()
  }
  add(head)
  return {
    state,
    add,
    // Added one line above.
    awareness: (linked.get(head) as Linked).awareness,
    setMode: next => {
      mode = next
      relink()
    },
    refresh: relink,
    wake: () => {
      relink()
      for (const { relay, peers } of linked.values()) {
        relay?.wake()
        peers?.wake()
      }
    },
    close: () => {
      mode = 'none'
      for (const one of linked.values()) {
        link(one)
        one.awareness.destroy()
      }
      linked.clear()
    },
  }
}
