import { expect, test } from 'vitest'
import { costOf, encodeTaken, frameKind, maxBodyBytes, windowBytes } from './frame.ts'
import { Inbox } from './Inbox.ts'
import { Outbox } from './Outbox.ts'

/** As much of a data channel as sending needs; what the browser would buffer is taken at once. */
const makeChannel = () => {
  const frames: Uint8Array[] = []
  const channel = {
    readyState: 'open',
    bufferedAmount: 0,
    bufferedAmountLowThreshold: 0,
    onbufferedamountlow: null,
    send: (frame: Uint8Array) => void frames.push(frame),
  }
  return { frames, channel: channel as unknown as RTCDataChannel }
}
const message = (length: number, first = 7): Uint8Array => new Uint8Array(length).fill(first)

test('messages of any size arrive whole and in order, answers before what is sent after them', async () => {
  const { frames, channel } = makeChannel()
  const outbox = new Outbox(channel, { maxQueuedBytes: 1e9, refuse: () => {}, tooSlow: () => {} })
  const sizes = [0, 1, maxBodyBytes, maxBodyBytes + 1, 300_000]
  outbox.sendAll(sizes.map((size, at) => message(size, at)))
  outbox.send(message(3, 9))
  const taken: (readonly [number, number | undefined])[] = []
  const inbox = new Inbox(channel, {
    maxMessageBytes: 1e9,
    refuse: why => expect.fail(why),
    take: async whole => void taken.push([whole.length, whole[0]]),
  })
  for (const frame of frames.slice()) inbox.receive(frame)
  await Promise.resolve()
  expect(taken).toEqual([...sizes.map((size, at) => [size, size > 0 ? at : undefined]), [3, 9]])
  expect(outbox.load).toMatchObject({ queued: 0 })
})

test('nothing is sent beyond the window until credit comes back, and credit that is not owed is refused', () => {
  const { frames, channel } = makeChannel()
  const refused: string[] = []
  const outbox = new Outbox(channel, { maxQueuedBytes: 1e9, refuse: why => refused.push(why), tooSlow: () => {} })
  outbox.send(message(3 * windowBytes))
  const spent = frames.reduce((sum, frame) => sum + costOf(frame), 0)
  expect(spent).toBeGreaterThan(windowBytes - 2 * maxBodyBytes)
  expect(outbox.load.unacknowledged).toBe(spent)
  const before = frames.length
  outbox.receiveCredit(encodeTaken(spent).subarray(1))
  expect(frames.length).toBe(2 * before)
  for (const body of [encodeTaken(windowBytes).subarray(1), encodeTaken(0).subarray(1), new Uint8Array(3)]) {
    outbox.receiveCredit(body)
  }
  expect(refused).toEqual(Array.from({ length: 3 }, () => 'gave credit it did not owe'))
})

test('only what piles up behind the message being sent ends a link as too slow, never a large message or answer', () => {
  const { channel } = makeChannel()
  let tooSlow = 0
  const outbox = new Outbox(channel, { maxQueuedBytes: 1000, refuse: () => {}, tooSlow: () => tooSlow++ })
  outbox.send(message(3 * windowBytes))
  outbox.sendAll([message(windowBytes), message(windowBytes)])
  expect(tooSlow).toBe(0)
  outbox.send(message(500))
  expect(tooSlow).toBe(0)
  outbox.send(message(500))
  expect(tooSlow).toBe(1)
  outbox.stop()
  expect(outbox.load.queued).toBe(0)
})

test('a reader gives credit back as messages are taken, and holds a window that nobody takes', async () => {
  const { frames, channel } = makeChannel()
  const refused: string[] = []
  let release = (): void => {}
  const blocked = new Promise<void>(resolve => (release = resolve))
  const inbox = new Inbox(channel, {
    maxMessageBytes: windowBytes / 2,
    refuse: why => refused.push(why),
    take: () => blocked,
  })
  const frame = new Uint8Array(maxBodyBytes + 1)
  frame[0] = frameKind.last
  let received = 0
  while (refused.length === 0) {
    inbox.receive(frame)
    received += costOf(frame)
  }
  expect(refused).toEqual(['overran its window'])
  expect(received).toBeGreaterThan(windowBytes)
  expect(received).toBeLessThan(2 * windowBytes + 2 * costOf(frame))
  const before = frames.length
  release()
  await blocked
  await Promise.resolve()
  expect(frames.length).toBeGreaterThan(before)
  const part = frame.slice()
  part[0] = frameKind.part
  const other = new Inbox(channel, { maxMessageBytes: 100_000, refuse: why => refused.push(why), take: () => blocked })
  other.receive(part)
  other.receive(part)
  expect(refused.at(-1)).toBe('sent too large a message')
})
