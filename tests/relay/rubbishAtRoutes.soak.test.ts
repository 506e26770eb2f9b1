import { connect as connectTcp } from 'node:net'
import * as prng from 'lib0/prng'
import { expect, test } from 'vitest'
import * as api from '../../shared/src/api/index.ts'
import type { Route } from '../../shared/src/api/route.ts'
import { countOf, pickSeed } from '../counts.ts'
import { callRoute } from './callRoute.ts'
import { openTestRelay } from './openTestRelay.ts'
import { heapBytes, inTime, makeTally, orphansDuring } from './rubbishTally.ts'
import { signUpPerson } from './testPerson.ts'

const isRoute = (value: unknown): value is Route =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'access' in value
/** The whole table; a route that ends the attacker's own session or account would end the test. */
const routes = Object.values(api as Record<string, unknown>).filter(isRoute)

const maxGrowthBytes = 96 * 1024 * 1024

/** Values no schema asks for, and some that one nearly does. */
const makeValues = (random: prng.PRNG) => {
  const below = (limit: number): number => prng.int53(random, 0, limit - 1)
  const value = (depth: number): unknown =>
    prng.oneOf<() => unknown>(random, [
      () => null,
      () => prng.bool(random),
      () => prng.oneOf(random, [0, -1, 1e308, 2 ** 53, 0.1, -0]),
      () => prng.utf16String(random, 60),
      () => 'A'.repeat(below(3_000)),
      () => prng.oneOf(random, ['', '__proto__', '../../etc', '%00', '\u0000', '‮', 'minji']),
      () => (depth > 3 ? [] : Array.from({ length: below(5) }, () => value(depth + 1))),
      () =>
        depth > 3
          ? {}
          : Object.fromEntries(Array.from({ length: below(5) }, () => [prng.word(random), value(depth + 1)])),
    ])()
  return { below, value }
}

test('rubbish at every route is answered with a problem, and never with a failure', inTime, async () => {
  const [count, seed] = [countOf(100_000, 600), pickSeed()]
  const random = prng.create(seed)
  const { below, value } = makeValues(random)
  const relay = await openTestRelay()
  const origin = `http://127.0.0.1:${relay.port}`
  const honest = await signUpPerson(relay, 'minji')
  let attacker = await signUpPerson(relay, 'junho')
  const tally = makeTally()
  const touched = new Set<string>()
  const failures: string[] = []

  const names = (route: Route): readonly string[] => {
    const entries = (route.request as { readonly entries?: object } | undefined)?.entries
    return entries === undefined ? [] : Object.keys(entries)
  }
  const kinds: Record<
    string,
    (route: Route) => { readonly body: string | Uint8Array<ArrayBuffer>; readonly type: string }
  > = {
    'wrong types': route => ({
      body: JSON.stringify(Object.fromEntries(names(route).map(name => [name, value(0)]))),
      type: 'application/json',
    }),
    'not an object': () => ({ body: JSON.stringify(value(0)) ?? '', type: 'application/json' }),
    'deep JSON': () => ({ body: '['.repeat(1 + below(50_000)), type: 'application/json' }),
    'closed deep JSON': route => ({
      body: `{"${names(route)[0] ?? 'a'}":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
      type: 'application/json',
    }),
    'huge number': route => ({ body: `{"${names(route)[0] ?? 'a'}":${'9'.repeat(10_000)}}`, type: 'application/json' }),
    'wrong content type': () => ({
      body: '{}',
      type: prng.oneOf(random, ['text/plain', 'multipart/form-data', 'application/xml', '', ';;;']),
    }),
    'broken UTF-8': () => ({
      body: Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22, below(256)]),
      type: 'application/json',
    }),
    prototype: () => ({ body: '{"__proto__":{"handle":"x"},"constructor":{"prototype":1}}', type: 'application/json' }),
    bytes: () => ({ body: prng.uint8Array(random, below(2_000)) as Uint8Array<ArrayBuffer>, type: 'application/json' }),
  }
  const orphans = await orphansDuring(async () => {
    const before = heapBytes()
    for (let n = 0; n < count; n++) {
      const route = prng.oneOf(random, routes)
      const kind = prng.oneOf(random, Object.keys(kinds))
      const rubbish = kinds[kind]?.(route)
      if (rubbish === undefined || route.path.includes('inbox')) continue
      const path = route.path.replace(/:\w+/g, () =>
        encodeURIComponent(
          String(value(3))
            .replace(/[\ud800-\udfff]/g, '')
            .slice(0, 200) || 'x',
        ),
      )
      const token = prng.oneOf(random, [attacker.token, attacker.token, 'x'.repeat(below(200)), ''])
      const answer = await fetch(`${origin}${path}`, {
        method: route.method,
        headers: { 'content-type': rubbish.type, ...(token !== '' && { authorization: `Bearer ${token}` }) },
        ...(route.method !== 'GET' && { body: rubbish.body }),
      })
      const text = await answer.text()
      touched.add(`${route.method} ${route.path}`)
      tally.count(kind, String(answer.status))
      const isProblem = answer.headers.get('content-type')?.includes('problem+json') === true
      if (answer.status >= 500 || (answer.status >= 400 && !isProblem)) {
        failures.push(`${answer.status} ${route.method} ${path.slice(0, 80)} ${kind}: ${text.slice(0, 100)}`)
      }
      // Ending one's own session is nobody else's matter.
      if (
        answer.status < 300 &&
        (await callRoute(relay.app, api.listSessions, { token: attacker.token })).status === 401
      ) {
        attacker = await signUpPerson(relay, `junho${n}`)
      }
      if (n % 100 === 0) {
        expect((await callRoute(relay.app, api.listSessions, { token: honest.token })).status).toBe(200)
      }
    }
    expect(heapBytes() - before).toBeLessThan(maxGrowthBytes)
    await rawRubbish(relay.port, random)
    expect((await callRoute(relay.app, api.listSessions, { token: honest.token })).status).toBe(200)
  })
  console.log(`rubbish at ${touched.size} of ${routes.length} routes, SEED=${seed}: ${tally.toText()}`)
  await relay.close()
  expect(orphans).toEqual([])
  expect([...new Set(failures)].slice(0, 10)).toEqual([])
  expect(touched.size).toBeGreaterThan(routes.length * 0.8)
  expect(tally.outcomes.size).toBeGreaterThan(3)
})

/** What is no HTTP at all. */
const rawRubbish = async (port: number, random: prng.PRNG): Promise<void> => {
  for (let n = 0; n < 20; n++) {
    const socket = connectTcp(port, '127.0.0.1')
    socket.on('error', () => undefined)
    const closed = new Promise(resolve => socket.once('close', resolve))
    socket.end(
      n % 2 === 0 ? prng.uint8Array(random, 500) : `GET / HTTP/1.1\r\nhost: x\r\n${'a: b\r\n'.repeat(3_000)}\r\n`,
    )
    socket.resume()
    await closed
  }
}
