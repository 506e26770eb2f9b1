import { createServer, request as callRelay, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as decoding from 'lib0/decoding'
import { WebSocket, WebSocketServer, type RawData } from 'ws'
import * as Y from 'yjs'
import { askForRest } from '../../../../client/src/replica/link/syncFrames.ts'

/**
 * A relay that cannot be trusted: it passes everything on between one person and the real relay, reads what a relay reads, and says to
 * that person whatever the test wants, on the very socket on which the real relay speaks.
 */
export interface Middleman {
  readonly port: number
  /** A document as the relay has it now; `null` before it was first asked for. */
  copyOf(document: string): Y.Doc | null
  /** Says something to the person, on every open socket of a document. @returns on how many. */
  inject(document: string, frames: readonly (Uint8Array | string)[]): number
  /** How often the person has asked for what is missing (sync step 1). */
  askedFor(document: string): number
  close(): Promise<void>
}

interface Passage {
  readonly document: string
  readonly near: WebSocket
  readonly far: WebSocket
}

export const openMiddleman = async (relayPort: () => number): Promise<Middleman> => {
  const passages = new Set<Passage>()
  const copies = new Map<string, Y.Doc>()
  const asked = new Map<string, number>()

  const spies: WebSocket[] = []
  /** A hostile relay has everything, also what the person's own line did not need any more. */
  const follow = (document: string, call: () => WebSocket): void => {
    if (document === '' || copies.has(document)) return
    const copy = new Y.Doc()
    copies.set(document, copy)
    const spy = call()
    spies.push(spy)
    spy.on('open', () => spy.send(askForRest(copy)))
    spy.on('message', data => {
      const decoder = decoding.createDecoder(data as Buffer)
      if (decoding.readVarUint(decoder) !== 0 || decoding.readVarUint(decoder) === 0) return
      Y.applyUpdate(copy, decoding.readVarUint8Array(decoder))
    })
    spy.on('error', () => copies.delete(document))
  }
  const isStep1 = (frame: Uint8Array): boolean => frame[0] === 0 && frame[1] === 0
  const server = createServer((request, response) => {
    const { method, url, headers } = request
    const call = callRelay(
      { host: '127.0.0.1', port: relayPort(), method, path: url, headers, agent: false },
      answer => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    call.on('error', () => response.destroy())
    response.on('close', () => call.destroy())
    request.pipe(call)
  })
  const near = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  server.on('upgrade', (request, socket, head) =>
    near.handleUpgrade(request, socket, head, accepted => join(request, accepted)),
  )
  const join = (request: IncomingMessage, person: WebSocket): void => {
    const { cookie = '', origin = '' } = request.headers
    const call = () => new WebSocket(`ws://127.0.0.1:${relayPort()}${request.url}`, { headers: { cookie, origin } })
    const relay = call()
    const document = /^\/sync\/([^?]+)/.exec(request.url ?? '')?.[1] ?? ''
    const passage = { document, near: person, far: relay }
    passages.add(passage)
    follow(document, call)
    const early: { data: RawData; isBinary: boolean }[] = []
    const toRelay = (data: RawData, isBinary: boolean): void => {
      if (isStep1(data as Buffer)) asked.set(document, (asked.get(document) ?? 0) + 1)
      relay.send(data, { binary: isBinary })
    }
    person.on('message', (data, isBinary) => {
      if (relay.readyState === WebSocket.CONNECTING) early.push({ data, isBinary })
      else if (relay.readyState === WebSocket.OPEN) toRelay(data, isBinary)
    })
    relay.on('open', () => early.forEach(({ data, isBinary }) => toRelay(data, isBinary)))
    relay.on('message', (data, isBinary) => person.send(data, { binary: isBinary }))
    const end = (other: WebSocket) => (code: number) => {
      passages.delete(passage)
      // Codes that may be said: 1005 and 1006 only tell that none was.
      if (code >= 4000) other.close(code)
      else other.terminate()
    }
    person.on('close', end(relay)).on('error', () => relay.terminate())
    relay.on('close', end(person)).on('error', () => person.terminate())
  }
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    copyOf: document => copies.get(document) ?? null,
    askedFor: document => asked.get(document) ?? 0,
    inject: (document, frames) => {
      const open = [...passages].filter(one => one.document === document && one.near.readyState === WebSocket.OPEN)
      for (const { near } of open) for (const frame of frames) near.send(frame)
      return open.length
    },
    close: async () => {
      for (const spy of spies) spy.terminate()
      for (const { near, far } of passages) {
        near.terminate()
        far.terminate()
      }
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
