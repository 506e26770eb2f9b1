import { alice } from '@sarangbang/shared/room/logMember.fixture.ts'
import { afterEach } from 'vitest'
import {
  bearerOf,
  connect,
  month,
  openRaw,
  openSyncRelay,
  type Client,
  type RawSocket,
  type SyncRelay,
} from './syncFixture.ts'

interface Closable {
  close(): unknown
}
interface Scene {
  /** Has something else end with the test. */
  readonly ends: <T extends Closable>(thing: T) => T
  readonly start: (...options: Parameters<typeof openSyncRelay>) => Promise<SyncRelay>
  readonly join: (...args: Parameters<typeof connect>) => Client
  /** A bare socket to the month, open. */
  readonly raw: (relay: SyncRelay, person?: typeof alice) => Promise<RawSocket>
}

/** Opens relays, clients and sockets for one test file; all of them end with their test, the latest first. */
export const makeSyncScene = (): Scene => {
  const open: Closable[] = []
  afterEach(async () => {
    for (const thing of open.splice(0).reverse()) await thing.close()
  })
  const ends = <T extends Closable>(thing: T): T => {
    open.push(thing)
    return thing
  }
  return {
    ends,
    start: async (...options) => ends(await openSyncRelay(...options)),
    join: (...args) => ends(connect(...args)),
    raw: async (relay, person = alice) => {
      const socket = openRaw(`${relay.url}/sync/${month}`, bearerOf(person))
      ends({ close: () => socket.socket.terminate() })
      await socket.opened
      return socket
    },
  }
}
