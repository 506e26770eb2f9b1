import type { Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { signalingSecret } from '@sarangbang/shared/crypto/signalingSecret.ts'
import type { DirectoryState } from '../directory.ts'
import { makeWatchable, type Watched } from '../watched.ts'
import type { Barred } from './barring.ts'
import { membershipOf } from './membership.ts'
import type { PeerLinkDeps } from './openPeerLink.ts'
import type { LinkPeers, PeerLink } from './peerLink.ts'

/** No chats list needs y-webrtc and our peer (8 kB gzip): they come when a room is opened. */
const openLazily = (deps: PeerLinkDeps): PeerLink => {
  const peers = makeWatchable<readonly { readonly account: AccountId }[]>([])
  const barred = makeWatchable<readonly Barred[]>([])
  let link: PeerLink | null = null
  let closed = false
  void import('./openPeerLink.ts').then(({ openPeerLink }) => {
    if (closed) return
    link = openPeerLink(deps)
    link.peers.watch(peers.set)
    link.barred.watch(barred.set)
  })
  return {
    peers,
    barred,
    wake: () => link?.wake(),
    close: () => {
      closed = true
      link?.close()
      peers.set([])
    },
  }
}

/** Direct links for rooms of two: members know each other, and may know each other's addresses. */
export const makeLinkPeers =
  (identity: Identity, directory: Watched<DirectoryState>, now: () => number): LinkPeers =>
  room => {
    const theirs = room.kind === 'direct' ? room.agreementKeys.get(room.other.keys.account) : undefined
    const secret = theirs === undefined ? null : signalingSecret(identity.agreement, theirs, room.id)
    if (secret === null || !secret.ok) return null
    const password = secret.value
    const members = membershipOf(room, directory)
    return (document, awareness) => openLazily({ document, awareness, identity, members, password, now })
  }
