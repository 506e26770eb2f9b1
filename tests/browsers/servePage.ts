import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { bundlePage } from './bundlePage.ts'

export interface ServedPage {
  /** `http://localhost` with a port of its own: keys and storage are for secure contexts only. */
  readonly origin: string
  /** For what listens beside the page, as sockets do. */
  readonly server: Server
  /** Ends its connections too. */
  close(): void
}

/** An empty page that runs one script, under every path of an origin of its own. @param entry the script's TypeScript */
export const servePage = async (entry: URL): Promise<ServedPage> => {
  const script = await bundlePage(entry)
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : '<!doctype html><meta charset="utf-8"><body><script src="/page.js"></script>')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    server,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
