import { encodeAcknowledgement } from '@sarangbang/shared/api/index.ts'
import * as Y from 'yjs'
import type { DocumentReplica } from '../documentReplica.ts'
import type { DeviceLink } from '../peer/index.ts'

/**
 * Tells linked devices what of the document is on this disk, so that their ticks turn to *kept* with no relay at all: the whole state
 * vector once, then what is new, always after the commit and never before.
 */
export const acknowledgeToPeers = (document: DocumentReplica, links: ReadonlySet<DeviceLink>) => {
  const told = new WeakMap<DeviceLink, Map<number, number>>()
  let running = false
  let dirty = false

  const tell = (clocks: ReadonlyMap<number, number>): void => {
    for (const link of links) {
      const known = told.get(link) ?? new Map<number, number>()
      told.set(link, known)
      const news = new Map([...clocks].filter(([client, next]) => next > (known.get(client) ?? 0)))
      if (news.size === 0) continue
      for (const [client, next] of news) known.set(client, next)
      link.send(encodeAcknowledgement(news))
    }
  }
  const run = async (): Promise<void> => {
    running = true
    try {
      while (dirty) {
        dirty = false
        const clocks = Y.decodeStateVector(Y.encodeStateVector(document.log.doc))
        const committed = await document.committed()
        // A disk that is full keeps nothing for anybody; the next commit that works tells all of it.
        if (committed.ok) tell(clocks)
      }
    } finally {
      running = false
    }
  }
  return {
    /** Something came, or somebody: one commit for all that came meanwhile. */
    soon: (): void => {
      dirty = true
      if (!running) void run()
    },
  }
}
