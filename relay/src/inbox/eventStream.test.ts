import { expect, test } from 'vitest'
import { makeEventStream } from './eventStream.ts'

const textOf = (stream: ReadableStream<Uint8Array>) => new Response(stream).text()

test('gives what was sent, in order, until it is closed; nothing after', async () => {
  let closed = 0
  const stream = makeEventStream(() => void (closed += 1))
  stream.send('a')
  stream.send('b')
  stream.close()
  stream.send('c')
  stream.close()
  expect(await textOf(stream.body)).toBe('ab')
  expect(closed).toBe(1)
})

test('a reader that goes away is noticed once', async () => {
  let closed = 0
  const stream = makeEventStream(() => void (closed += 1))
  await stream.body.cancel()
  stream.send('a')
  stream.close()
  expect(closed).toBe(1)
})

test('a reader too slow for its news is let go, and nothing waits for it', async () => {
  let closed = 0
  const stream = makeEventStream(() => void (closed += 1))
  const mebibyte = 'x'.repeat(1024 * 1024)
  for (let i = 0; i < 4; i++) stream.send(mebibyte)
  expect(closed).toBe(0)
  stream.send('x')
  expect(closed).toBe(1)
  expect(await textOf(stream.body)).toBe('')
})

test('news that come while the reader waits are given at once', async () => {
  const stream = makeEventStream(() => undefined)
  const reader = stream.body.getReader()
  for (const text of ['a', 'b', 'c']) {
    const read = reader.read()
    stream.send(text)
    expect(new TextDecoder().decode((await read).value)).toBe(text)
  }
  const last = reader.read()
  stream.close()
  expect((await last).done).toBe(true)
})
