import type { Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import { signalingSecret } from '@sarangbang/shared/crypto/signalingSecret.ts'
import { openPeerLink } from './openPeerLink.ts'
import type { LinkPeers } from './peerLink.ts'

/** Direct links for rooms of two: members know each other, and may know each other's addresses. */
export const makeLinkPeers =
  (identity: Identity, now: () => number): LinkPeers =>
  room => {
    const theirs = room.kind === 'direct' ? room.agreementKeys.get(room.other.keys.account) : undefined
    const secret = theirs === undefined ? null : signalingSecret(identity.agreement, theirs, room.id)
    if (secret === null || !secret.ok) return null
    const password = secret.value
    const isMember = room.founders.includes.bind(room.founders)
    return (document, awareness) =>
      openPeerLink({ document, awareness, identity, isMember: account => isMember(account), password, now })
  }
