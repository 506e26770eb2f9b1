import { monitorEventLoopDelay } from 'node:perf_hooks'
import { alice, bob, vandal } from '@sarangbang/shared/room/logMember.fixture.ts'
import * as prng from 'lib0/prng'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { countOf, pickSeed } from '../counts.ts'
import { makeRubbish } from './rubbishFrames.ts'
import { heapBytes, inTime, makeTally, orphansDuring } from './rubbishTally.ts'
import { bearerOf, codeName, connect, month, openRaw, openSyncRelay, until, type SyncRelay } from './syncFixture.ts'

const maxGrowthBytes = 96 * 1024 * 1024
/** Of the loop that relay, honest pair and attacker share here; a frame that holds it for longer is one that holds up everybody. */
const longestTurnMs = 2_000

let relay: SyncRelay
beforeEach(async () => {
  relay = await openSyncRelay({
    members: [alice, bob, vandal].map(({ account }) => account),
    // The bounds on one account's rate are shown elsewhere; here as much as possible is to come through.
    limits: {
      newClientsPerHour: 1e9,
      framesPerS: 1e6,
      framesAtOnce: 1e6,
      framesOfAccountPerS: 1e6,
      framesOfAccountAtOnce: 1e6,
      step1AtOnce: 1e6,
      step1PerS: 1e6,
    },
  })
})
afterEach(() => relay.close())

/** Two members who go on talking in the document under attack; each message has to arrive before the next is said. */
const talkMeanwhile = async (isOver: () => boolean): Promise<number> => {
  const [one, other] = [connect(relay, alice), connect(relay, bob)]
  await until('both synced', () => one.provider.synced && other.provider.synced)
  let said = 0
  while (!isOver() || said < 3) {
    one.say(`message ${said++}`)
    await until(`message ${said} arrived`, () => other.count() === one.count())
  }
  one.close()
  other.close()
  return said
}

interface Assault {
  /** The next thing to say. */
  next(): { readonly kind: string; readonly frame: Uint8Array | string }
  readonly path: string
}

/** One socket after another, each used until the relay closes it. */
const assault = async ({ next, path }: Assault, count: number) => {
  const tally = makeTally()
  const delay = monitorEventLoopDelay({ resolution: 10 })
  let isOver = false
  let said = 0
  const orphans = await orphansDuring(async () => {
    const before = heapBytes()
    delay.enable()
    const talking = talkMeanwhile(() => isOver)
    for (let n = 0; n < count;) {
      const raw = openRaw(`${relay.url}${path}`, bearerOf(vandal, `s${n}`))
      let closed: number | null = null
      void raw.closed.then(code => (closed = code))
      await raw.opened
      for (let batch = 0; raw.socket.readyState === raw.socket.OPEN && n < count && batch < 200; batch++, n++) {
        const { kind, frame } = next()
        raw.socket.send(frame)
        // An answer to a ping comes when everything before it was read, or the socket is closed.
        const answered = new Promise<void>(resolve => raw.socket.once('pong', () => resolve()))
        raw.socket.ping()
        await Promise.race([answered, raw.closed])
        tally.count(kind, closed === null ? 'taken' : codeName(closed))
      }
      raw.socket.terminate()
    }
    isOver = true
    said = await talking
    delay.disable()
    await new Promise(resolve => setImmediate(resolve))
    expect(heapBytes() - before).toBeLessThan(maxGrowthBytes)
  })
  expect(orphans).toEqual([])
  expect(relay.lines.filter(({ level }) => level === 'error')).toEqual([])
  return { tally, said, longestMs: delay.max / 1e6 }
}

test('[C3] rubbish at the document socket: only the socket that brings it feels it', inTime, async () => {
  const [count, seed] = [countOf(120_000, 500), pickSeed()]
  const next = makeRubbish(seed, month)
  const { tally, said, longestMs } = await assault({ next, path: `/sync/${month}?ack=1` }, count)
  console.log(
    `rubbish at the document socket, SEED=${seed}, ${said} honest messages, longest turn ${longestMs} ms: ${tally.toText()}`,
  )
  expect(tally.outcomes.get('taken')).toBeGreaterThan(count / 10)
  expect(tally.outcomes.get('refused')).toBeGreaterThan(count / 10)
  expect(longestMs).toBeLessThan(longestTurnMs)
})

const signals = (seed: number) => {
  const random = prng.create(seed)
  const frames = makeRubbish(seed, month)
  const below = (limit: number): number => prng.int53(random, 0, limit - 1)
  const deep = (): string => '['.repeat(1 + below(20_000))
  const kinds: Record<string, () => Uint8Array | string> = {
    honest: () =>
      JSON.stringify(
        prng.oneOf(random, [
          { type: 'ping' },
          { type: 'subscribe', topics: [month] },
          { type: 'publish', topic: month, data: 'x' },
        ]),
      ),
    bytes: () => frames().frame,
    'wrong types': () =>
      JSON.stringify({
        type: prng.oneOf<unknown>(random, ['publish', 'subscribe', 'unsubscribe', 7, null, []]),
        topics: prng.oneOf<unknown>(random, [1, [[]], [{}], 'x', Array.from({ length: 500 }, (_, n) => n), null]),
        topic: prng.oneOf<unknown>(random, [{}, 7, '__proto__', month, null]),
      }),
    'deep JSON': deep,
    'closed deep JSON': () => `{"type":"publish","topic":"${month}","data":${'['.repeat(9_000)}${']'.repeat(9_000)}}`,
    'huge number': () => `{"type":"subscribe","topics":[1e400,${'9'.repeat(5_000)}]}`,
    'no JSON': () => prng.utf16String(random, 300),
    'broken UTF-8': () => Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x80, below(256)]),
    prototype: () => '{"__proto__":{"type":"publish"},"constructor":{"prototype":{}}}',
  }
  return () => {
    const kind = prng.oneOf(random, Object.keys(kinds))
    return { kind, frame: kinds[kind]?.() ?? '' }
  }
}

test('rubbish at the signaling socket: only the socket that brings it feels it', inTime, async () => {
  const [count, seed] = [countOf(130_000, 500), pickSeed()]
  const { tally, said, longestMs } = await assault({ next: signals(seed), path: '/signal' }, count)
  console.log(
    `rubbish at the signaling socket, SEED=${seed}, ${said} honest messages, longest turn ${longestMs} ms: ${tally.toText()}`,
  )
  expect(tally.outcomes.get('taken')).toBeGreaterThan(count / 10)
  expect(tally.outcomes.get('refused')).toBeGreaterThan(10)
  expect(longestMs).toBeLessThan(longestTurnMs)
})
