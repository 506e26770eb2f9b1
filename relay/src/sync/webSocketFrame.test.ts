import { deepEqual } from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { encodeTextFrame, encodeWebSocketFrame } from './webSocketFrame.ts'

let server: WebSocketServer
beforeAll(
  () => new Promise<void>(resolve => (server = new WebSocketServer({ port: 0, host: '127.0.0.1' }, () => resolve()))),
)
afterAll(() => new Promise<void>(resolve => server.close(() => resolve())))

/** What a client makes of frames written to the socket under a connection. */
const receive = (frames: readonly Buffer[]): Promise<{ data: Buffer; isBinary: boolean }[]> =>
  new Promise(resolve => {
    const messages: { data: Buffer; isBinary: boolean }[] = []
    server.once('connection', (socket, request) => {
      for (const frame of frames) request.socket.write(frame)
      socket.close()
    })
    const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
    client.on('message', (data: Buffer, isBinary: boolean) => messages.push({ data, isBinary }))
    client.on('close', () => resolve(messages))
  })

test('a client reads every length of header, and what the library sends after it', async () => {
  const contents = [0, 1, 125, 126, 127, 65_535, 65_536, 300_000].map(length => Buffer.alloc(length, 7))
  deepEqual(
    await receive(contents.map(data => encodeWebSocketFrame(data.subarray(0, 1), data.subarray(1)))),
    contents.map(data => ({ data, isBinary: true })),
  )
})

test('text is UTF-8 in a text frame', async () => {
  deepEqual(await receive([encodeTextFrame('사랑방')]), [{ data: Buffer.from('사랑방'), isBinary: false }])
})
