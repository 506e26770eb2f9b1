import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { client } from '@serenity-kit/opaque'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as api from '../../shared/src/api/index.ts'
import { makeLog } from '../../relay/src/http/log.ts'
import { callRoute } from './callRoute.ts'
import { openTestRelay, type TestRelay } from './openTestRelay.ts'
import { logInPerson, signUpPerson } from './testPerson.ts'

let relay: TestRelay
let pages: string
const script = `console.log(${JSON.stringify('x'.repeat(4000))})`
beforeAll(async () => {
  pages = await mkdtemp(join(tmpdir(), 'sarangbang-pages-'))
  await mkdir(join(pages, 'assets'))
  await writeFile(join(pages, 'index.html'), '<!doctype html><title>사랑방</title>')
  await writeFile(join(pages, 'sw.js'), '// worker')
  await writeFile(join(pages, 'assets', 'main-1a2b.js'), script)
  relay = await openTestRelay({ pages })
})
afterAll(async () => {
  await relay.close()
  await rm(pages, { recursive: true })
})

describe('problems', () => {
  test.each([
    ['GET', '/api'],
    ['GET', '/api/nothing'],
    ['GET', '/api/tickets'],
    ['PATCH', '/api/rooms'],
    ['DELETE', '/api/accounts'],
    ['GET', '/api/../api/x'],
    ['POST', '/health'],
    ['POST', '/'],
  ])('%s %s is no route', async (method, path) => {
    const response = await relay.app.request(path, { method })
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toEqual({
      type: 'tag:sarangbang,2026:route-unknown',
      title: 'No such route.',
      status: 404,
      kind: 'route-unknown',
    })
  })

  const post = (body: BodyInit, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    relay.app.request('/api/sessions/begin', { method: 'POST', headers, body })
  test('a body is JSON in UTF-8 of at most 64 KiB', async () => {
    const kinds = async (response: Response) => [response.status, ((await response.json()) as api.Problem).kind]
    expect(await kinds(await post('{'))).toEqual([400, 'request-invalid'])
    expect(await kinds(await post(new Uint8Array([0x22, 0xff, 0x22])))).toEqual([400, 'request-invalid'])
    expect(await kinds(await post('{}', { 'content-type': 'text/plain' }))).toEqual([400, 'request-invalid'])
    expect(await kinds(await post('{}', {}))).toEqual([400, 'request-invalid'])
    expect(await kinds(await post(JSON.stringify('x'.repeat(65_536))))).toEqual([413, 'request-too-large'])
  })
  test('an endless body without a length is cut off too', async () => {
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 16_384
        controller.enqueue(new Uint8Array(16_384).fill(0x20))
      },
    })
    const headers = { 'content-type': 'application/json' }
    const endless = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
    const response = await relay.app.request('/api/sessions/begin', endless)
    expect(response.status).toBe(413)
    expect(sent).toBeLessThan(200_000)
  })
  test('a fault is named by field and expectation, never by what was sent', async () => {
    const answer = await callRoute(relay.app, api.beginLogin, { body: { handle: 'x', startLoginRequest: 's3cret!' } })
    expect(answer.problem.detail).toContain('body.startLoginRequest')
    expect(answer.text).not.toContain('s3cret')
    const missing = await callRoute(relay.app, api.beginLogin, { body: { handle: 'x' } as never })
    expect(missing.problem.detail).toContain('body.startLoginRequest')
  })
})

describe('origins', () => {
  const begin = (origin: string | null) =>
    relay.app.request('/api/recovery/begin', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(origin !== null && { origin }) },
      body: JSON.stringify({ handle: 'alice' }),
    })
  test('writes from the own pages and from programs pass, from foreign pages not', async () => {
    expect((await begin(relay.origin)).status).toBe(200)
    expect((await begin(`http://127.0.0.1:${relay.port}`)).status).toBe(200)
    expect((await begin(null)).status).toBe(200)
    for (const origin of ['https://evil.example', 'null', '', `${relay.origin}.evil.example`, 'http://localhost']) {
      const response = await begin(origin)
      expect([origin, response.status]).toEqual([origin, 403])
      expect(((await response.json()) as api.Problem).kind).toBe('origin-refused')
    }
  })
  test('the configured ones count, and nothing else then', async () => {
    const other = await openTestRelay({ environment: { PUBLIC_ORIGIN: 'https://chat.example.org' } })
    const statusOf = async (origin: string) =>
      (await other.app.request('/api/tickets', { method: 'POST', headers: { origin } })).status
    expect(await statusOf('https://chat.example.org')).toBe(401)
    expect(await statusOf(`http://localhost:${other.port}`)).toBe(403)
    const { headers } = await other.app.request('/health')
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000')
    expect(headers.get('content-security-policy')).toContain("connect-src 'self' wss://chat.example.org;")
    expect(other.origin).toBe('https://chat.example.org')
    const alice = await signUpPerson(other, 'alice')
    const out = await callRoute(other.app, api.logout, { token: alice.token })
    expect(out.headers.get('set-cookie')).toMatch(/^__Host-sarangbang-session=.*; Secure$/)
    await other.close()
  })
})

describe('rate limits', () => {
  test('guessing at one account slows down, says for how long, and stays equal for handles nobody has', async () => {
    let nowMs = 1_800_000_000_000
    const limited = await openTestRelay({
      environment: { RATE_LIMIT_FACTOR: '1', TRUST_PROXY: '1' },
      steadyMs: () => nowMs,
    })
    let address = 0
    const begin = (handle: string, from: string) => {
      const { startLoginRequest } = client.startLogin({ password: 'x' })
      const headers = { 'x-forwarded-for': from }
      return callRoute(limited.app, api.beginLogin, { body: { handle, startLoginRequest }, headers })
    }
    const untilRefused = async (handle: string, from: () => string) => {
      for (let tries = 0; tries < 1000; tries++) {
        const answer = await begin(handle, from())
        if (answer.status !== 200) return { tries, answer }
      }
      throw new Error('never refused')
    }
    const elsewhere = () => `192.0.2.${(address += 1)}`
    await signUpPerson(limited, 'alice')
    const known = await untilRefused('alice', elsewhere)
    const unknown = await untilRefused('nobody', elsewhere)
    expect([known.tries, unknown.tries]).toEqual([20, 20])
    expect([known.answer.status, known.answer.problem.kind]).toEqual([429, 'rate-limited'])
    expect(known.answer.text).toBe(unknown.answer.text)
    const retryAfterS = known.answer.problem.retryAfterS!
    expect(known.answer.headers.get('retry-after')).toBe(String(retryAfterS))

    // A second less is too early, the seconds named are enough.
    nowMs += (retryAfterS - 1) * 1000
    expect((await begin('alice', elsewhere())).status).toBe(429)
    nowMs += 1000
    expect((await begin('ALICE', elsewhere())).status).toBe(200)

    // One address guessing at many accounts is refused on its own, and only it; its IPv6 neighbours in the /64 with it.
    let handles = 0
    const guessing = async () => begin(`somebody-${(handles += 1)}`, '2001:db8::1')
    let last = await guessing()
    while (last.status === 200) last = await guessing()
    expect(handles).toBe(41)
    expect((await begin('anybody', '2001:db8::2')).status).toBe(429)
    expect((await begin('anybody', '2001:db8:0:1::1')).status).toBe(200)
    await limited.close()
  })
})

describe('pages', () => {
  const get = (path: string, headers: Record<string, string> = {}) => relay.app.request(path, { headers })
  test('assets never change, entry points are asked for each time', async () => {
    const asset = await get('/assets/main-1a2b.js')
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(asset.headers.get('content-type')).toContain('text/javascript')
    expect(await asset.text()).toBe(script)
    for (const path of ['/index.html', '/sw.js', '/', '/chats/abc'])
      expect((await get(path)).headers.get('cache-control')).toBe('no-cache')
  })
  test('navigations inside the app get the app, unknown files and relay paths do not', async () => {
    for (const path of ['/', '/chats/abc', '/login']) expect(await (await get(path)).text()).toContain('사랑방')
    expect((await get('/assets/gone.js')).status).toBe(404)
    expect((await get('/a.b', { 'sec-fetch-mode': 'navigate' })).status).toBe(200)
    for (const path of ['/api/x', '/signal', '/sync']) expect((await get(path)).status).toBe(404)
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2fpackage.json'])
      expect(await (await get(path)).text()).not.toContain('"name"')
  })
  test('compressed where it helps, not sent again where it is known', async () => {
    const packed = await get('/assets/main-1a2b.js', { 'accept-encoding': 'gzip, br' })
    expect(packed.headers.get('content-encoding')).toBe('br')
    const bytes = Buffer.from(await packed.arrayBuffer())
    expect(bytes.length).toBeLessThan(200)
    expect(brotliDecompressSync(bytes).toString()).toBe(script)
    const etag = packed.headers.get('etag') ?? ''
    expect((await get('/assets/main-1a2b.js', { 'if-none-match': etag })).status).toBe(304)
  })
  test('nothing inline, nothing from elsewhere, on every kind of answer', async () => {
    for (const path of ['/', '/api/nothing', '/health', '/assets/main-1a2b.js']) {
      const { headers } = await get(path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';")
      expect(policy).toContain(`connect-src 'self' ws://localhost:${relay.port} ws://127.0.0.1:${relay.port};`)
      expect(policy).toContain("frame-ancestors 'none'")
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
    }
  })
  test('without a built app pages say how to build it', async () => {
    const bare = await openTestRelay({ pages: join(pages, 'nowhere') })
    const response = await bare.app.request('/')
    expect([response.status, await response.text()]).toEqual([503, 'The app is not built yet: npm run build'])
    await bare.close()
  })
})

describe('[O3] the operator', () => {
  test('sees health and readiness; a relay whose store is gone is alive and not ready', async () => {
    const own = await openTestRelay()
    const states = async () => {
      const paths = ['/health', '/ready']
      return Promise.all(paths.map(async path => (await own.app.request(path)).status))
    }
    expect(await states()).toEqual([200, 200])
    await own.close()
    expect(await states()).toEqual([200, 503])
  })

  test('logs hold ids: no handle, name, password, token, key, address', async () => {
    const lines: string[] = []
    const log = makeLog('debug', { write: line => void lines.push(line) })
    const own = await openTestRelay({ log, environment: { LOG_LEVEL: 'debug' } })
    const person = await signUpPerson(own, 'secret-handle', 'secret password')
    const { token } = await logInPerson(own, 'secret-handle', 'secret password')
    await fetch(`${own.origin}/api/handles/secret-handle`, { headers: { authorization: `Bearer ${token}` } })
    await callRoute(own.app, api.whoAmI, { token })
    log.error({ token, handle: 'secret-handle', deep: { nickname: 'secret-handle', keys: person.keys } }, 'by mistake')
    await own.close()
    const text = lines.join('')
    expect(text).toContain('"route":"/api/handles/:handle"')
    expect(text).toContain(person.keys.account)
    for (const secret of ['secret-handle', 'secret password', token, person.token, person.keys.agreement, '127.0.0.1'])
      expect(text).not.toContain(secret)
  })

  test('stops in time with a request half sent, a stream open and an idle connection, and starts again', async () => {
    const own = await openTestRelay()
    const { token } = await signUpPerson(own, 'alice', 'a password')
    const stream = await fetch(`${own.origin}/api/inbox`, { headers: { authorization: `Bearer ${token}` } })
    const headers = { 'content-type': 'application/json', 'content-length': 9 }
    const half = httpRequest({ port: own.port, method: 'POST', path: '/api/recovery/begin', headers })
    const cut = new Promise<string>(resolve => half.on('error', error => resolve(error.message)))
    half.write('{')
    await fetch(`${own.origin}/health`)
    const startMs = performance.now()
    const again = await own.restart()
    expect(performance.now() - startMs).toBeLessThan(5000)
    expect(await stream.text().catch(() => 'cut')).toMatch(/event: hello|cut/)
    expect(await cut).toMatch(/hang up|ECONNRESET/)
    expect((await callRoute(again.app, api.whoAmI, { token })).status).toBe(200)
    await again.close()
  })

  test('a port that is taken ends the start with its number', async () => {
    await expect(openTestRelay({ environment: { PORT: String(relay.port) } })).rejects.toThrow(String(relay.port))
  })
})
