import { expect, test } from 'vitest'
import { encodeFrame, frameKind } from './frame.ts'
import { Pipe } from './Pipe.ts'

const hello = encodeFrame(frameKind.hello, Uint8Array.of(1))
const message = encodeFrame(frameKind.last, Uint8Array.of(2))

const open = () => {
  const channel = { bufferedAmount: 0, send: () => undefined } as unknown as RTCDataChannel
  const met = Promise.withResolvers<void>()
  const events: string[] = []
  const pipe = new Pipe(channel, {
    maxMessageBytes: 1_000,
    maxQueuedBytes: 1_000,
    greet: async () => hello,
    meet: async () => {
      await met.promise
      events.push('known')
    },
    take: async () => void events.push('taken'),
    refuse: why => {
      events.push(why)
      pipe.stop()
    },
    tooSlow: () => events.push('too slow'),
  })
  const receive = (frame: Uint8Array<ArrayBuffer>) =>
    channel.onmessage?.(new MessageEvent('message', { data: frame.buffer }))
  /** Longer than any chain of steps here. */
  const settle = () => new Promise(resolve => setImmediate(resolve))
  return { receive, events, settle, met }
}

test('a second hello is judged when it is known whose the first was, and nothing after it is heard', async () => {
  const { receive, events, settle, met } = open()
  for (const frame of [hello, message, hello, message]) receive(frame)
  await settle()
  expect(events).toEqual([])
  met.resolve()
  await settle()
  expect(events).toEqual(['known', 'taken', 'spoke out of turn'])
})

test('what comes before any hello is refused, and the hello after it is not looked at', async () => {
  const { receive, events, settle, met } = open()
  met.resolve()
  receive(message)
  receive(hello)
  await settle()
  expect(events).toEqual(['spoke out of turn'])
})
