import type { DocumentReplica } from '@sarangbang/client/src/replica/documentReplica.ts'
import { openDiskless } from '@sarangbang/client/src/replica/documentReplica.fixture.ts'
import { openRelayLink, type RelayLink } from '@sarangbang/client/src/replica/link/relayLink.ts'
import { openMember, type alice, type LogMember } from '@sarangbang/shared/room/logMember.fixture.ts'
import { vi } from 'vitest'
import { WebSocket } from 'ws'
import { Awareness } from 'y-protocols/awareness'
import { bearerOf, month, type SyncRelay } from './syncFixture.ts'

export interface Linked extends LogMember {
  readonly link: RelayLink
  readonly document: DocumentReplica
  readonly refusals: readonly string[]
  readonly close: () => void
}

let links = 0

/** A member whose document goes over the app's own relay link, in Node: only the socket's headers differ from a browser's. */
export const linkByApp = (relay: Pick<SyncRelay, 'url'>, person: typeof alice, session = 's1'): Linked => {
  class Signed extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, { headers: bearerOf(person, session) })
    }
  }
  // Each link an address of its own, spelt differently: providers of one address in one process also speak by BroadcastChannel.
  const origin = relay.url.replace('ws', 'http').replace(/(\d+)$/, `${'0'.repeat(++links)}$1`)
  vi.stubGlobal('location', { origin })
  vi.stubGlobal('WebSocket', Signed)
  const member = openMember(person, month)
  const document = openDiskless(month, member.log)
  const awareness = new Awareness(member.log.doc)
  const refusals: string[] = []
  const link = openRelayLink(document, { awareness, onRefusal: fault => void refusals.push(fault) })
  vi.unstubAllGlobals()
  return {
    ...member,
    link,
    document,
    refusals,
    close: () => {
      link.close()
      awareness.destroy()
    },
  }
}
