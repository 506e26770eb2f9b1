import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as api from '../../shared/src/api/index.ts'
import { callRoute } from './callRoute.ts'
import { openTestRelay, type TestRelay } from './openTestRelay.ts'
import { signUpPerson } from './testPerson.ts'

let relay: TestRelay
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())

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
