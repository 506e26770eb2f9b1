import { connect, createServer, type Socket } from 'node:net'

/**
 * A person's only way to the relay: a TCP proxy on a port of its own, which the test can really cut. Playwright's `setOffline` leaves
 * open sockets hanging and data channels running, so it proves nothing. What passes is recorded, to be searched for plaintext.
 */
export interface Wire {
  readonly port: number
  readonly origin: string
  /** `refusing`: every connection is broken and none accepted. `no-sync`: only document sockets (/sync/…) are. */
  cut(how: 'refusing' | 'no-sync'): void
  mend(): void
  /** Open connections right now. */
  openSockets(): number
  /** Everything that passed, both ways. */
  traffic(): Buffer
  /** Where the relay is; it may be started after the wire, and restarted elsewhere. */
  target: number
  close(): Promise<void>
}

interface Passage {
  readonly near: Socket
  readonly far: Socket
  isSync: boolean
}

export const openWire = async (): Promise<Wire> => {
  const passages = new Set<Passage>()
  const recorded: Buffer[] = []
  let state: 'mended' | 'refusing' | 'no-sync' = 'mended'
  let target = 0

  const end = (passage: Passage): void => {
    passages.delete(passage)
    passage.near.destroy()
    passage.far.destroy()
  }
  const server = createServer(near => {
    if (state === 'refusing') return void near.destroy()
    const far = connect(target, '127.0.0.1')
    const passage: Passage = { near, far, isSync: false }
    passages.add(passage)
    for (const socket of [near, far]) {
      socket.on('close', () => end(passage))
      // A reset is an end like any other here.
      socket.on('error', () => end(passage))
    }
    near.on('data', (bytes: Buffer) => {
      recorded.push(bytes)
      // A request line comes at the start of a packet: browsers do not pipeline.
      if (bytes.subarray(0, 10).toString('latin1') === 'GET /sync/') passage.isSync = true
      if (passage.isSync && state === 'no-sync') end(passage)
      else far.write(bytes)
    })
    far.on('data', (bytes: Buffer) => {
      recorded.push(bytes)
      near.write(bytes)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    origin: `http://localhost:${address.port}`,
    get target() {
      return target
    },
    set target(port) {
      target = port
    },
    cut: how => {
      state = how
      for (const passage of passages) if (how === 'refusing' || passage.isSync) end(passage)
    },
    mend: () => void (state = 'mended'),
    openSockets: () => passages.size,
    traffic: () => Buffer.concat(recorded),
    close: () =>
      new Promise(resolve => {
        for (const passage of passages) end(passage)
        server.close(() => resolve())
      }),
  }
}
