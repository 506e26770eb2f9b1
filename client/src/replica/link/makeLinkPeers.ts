import type { Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import type { LinkPeers } from './peerLink.ts'

/** Placeholder until the peer lands. */
export const makeLinkPeers =
  (_identity: Identity, _now: () => number): LinkPeers =>
  () =>
    null
