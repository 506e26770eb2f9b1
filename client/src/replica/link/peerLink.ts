import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { Awareness } from 'y-protocols/awareness'
import type { RoomDescriptor } from '../describeRoom.ts'
import type { DocumentReplica } from '../documentReplica.ts'
import type { Watched } from '../watched.ts'
import type { Barred } from './barring.ts'

/** Direct links of one document to other members' devices. */
export interface PeerLink {
  /** Linked and greeted right now, once a device. */
  readonly peers: Watched<readonly { readonly account: AccountId }[]>
  /** Not linked for a while: a device of theirs sent what may not be sent. */
  readonly barred: Watched<readonly Barred[]>
  wake(): void
  close(): void
}

/** Opens a document's direct links. By room, because a room of strangers has none: they must not learn each other's addresses. */
export type LinkPeers = (room: RoomDescriptor) => ((document: DocumentReplica, awareness: Awareness) => PeerLink) | null
