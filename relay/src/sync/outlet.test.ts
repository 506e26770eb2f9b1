import { deepEqual } from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { Duplex } from 'node:stream'
import { test } from 'vitest'
import type { WebSocket } from 'ws'
import { makeOutlet } from './outlet.ts'

test('what is sent together leaves in one write, also where it throws half-way', () => {
  const writes: number[] = []
  const stream = new Duplex({
    write(_chunk, _encoding, written) {
      writes.push(1)
      written()
    },
    writev(chunks, written) {
      writes.push(chunks.length)
      written()
    },
  })
  const socket = Object.assign(new EventEmitter(), { OPEN: 1, readyState: 1 }) as unknown as WebSocket
  const outlet = makeOutlet(
    socket,
    stream,
    1024,
    () => 0,
    () => {},
  )
  const sendTwo = () => {
    outlet.send(Buffer.of(1))
    outlet.send(Buffer.of(2))
  }
  outlet.together(sendTwo)
  deepEqual(writes, [2])
  try {
    outlet.together(() => {
      sendTwo()
      throw new Error('a bug')
    })
  } catch {
    // What is after it must leave nevertheless.
  }
  sendTwo()
  deepEqual(writes, [2, 2, 1, 1])
})
