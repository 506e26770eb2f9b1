import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as api from '../../shared/src/api/index.ts'
import { callRoute } from './callRoute.ts'
import { openTestRelay, type TestRelay } from './openTestRelay.ts'
import { logInPerson, signUpPerson } from './testPerson.ts'

let relay: TestRelay
let nowMs = Date.parse('2026-11-21T00:00:00Z')
beforeAll(async () => {
  relay = await openTestRelay({ now: () => nowMs, steadyMs: () => nowMs })
})
afterAll(() => relay.close())

const kindOf = (answer: { readonly problem: api.Problem }) => answer.problem.kind

describe('[A7] sessions', () => {
  test('are listed with device and use, and one is ended from another', async () => {
    const bob = await signUpPerson(relay, 'bob', 'a password')
    nowMs += 1000
    const phone = await logInPerson(relay, 'bob', 'a password', 'Firefox\n· Android')
    const list = async (token: string) => (await callRoute(relay.app, api.listSessions, { token })).value.sessions
    const sessions = await list(bob.token)
    expect(sessions.map(({ device, current }) => [device, current])).toEqual([
      ['Firefox · Android', false],
      ['test', true],
    ])
    expect(sessions[0]).toMatchObject({ createdMs: nowMs, lastUsedMs: nowMs })

    const ended = await callRoute(relay.app, api.endSession, { token: bob.token, params: { id: sessions[0]!.id } })
    expect([ended.status, ended.text]).toEqual([204, ''])
    expect((await callRoute(relay.app, api.whoAmI, { token: phone.token })).status).toBe(401)
    expect(await list(bob.token)).toHaveLength(1)
    // Asking again is no error; somebody else's session cannot be ended.
    const carol = await signUpPerson(relay, 'carol')
    const own = await list(bob.token)
    for (const id of [sessions[0]!.id, own[0]!.id])
      expect((await callRoute(relay.app, api.endSession, { token: carol.token, params: { id } })).status).toBe(204)
    expect(await list(bob.token)).toHaveLength(1)
  })

  test('logging out ends this session and takes the cookie away', async () => {
    const dora = await signUpPerson(relay, 'dora')
    const out = await callRoute(relay.app, api.logout, { token: dora.token })
    expect(out.status).toBe(204)
    expect(out.headers.get('set-cookie')).toMatch(/^sarangbang-session=; .*Max-Age=0/)
    expect(kindOf(await callRoute(relay.app, api.whoAmI, { token: dora.token }))).toBe('session-missing')
  })

  test('use is noted every ten minutes, not at every request', async () => {
    const erin = await signUpPerson(relay, 'erin')
    const lastUsed = async () =>
      (await callRoute(relay.app, api.listSessions, { token: erin.token })).value.sessions[0]?.lastUsedMs
    const atFirst = nowMs
    nowMs += 9 * 60_000
    expect(await lastUsed()).toBe(atFirst)
    nowMs += 60_000
    expect(await lastUsed()).toBe(nowMs)
  })

  test('one nobody used for 400 days is over', async () => {
    const old = await signUpPerson(relay, 'longgone')
    nowMs += 400 * 24 * 3_600_000 + 1
    expect((await callRoute(relay.app, api.whoAmI, { token: old.token })).status).toBe(401)
  })

  test('the fiftieth stays, the fifty-first makes the longest unused go', async () => {
    const many = await signUpPerson(relay, 'many')
    for (let i = 0; i < 50; i++) {
      nowMs += 1
      await logInPerson(relay, 'many', many.password)
    }
    expect((await callRoute(relay.app, api.whoAmI, { token: many.token })).status).toBe(401)
    const { token } = await logInPerson(relay, 'many', many.password)
    expect((await callRoute(relay.app, api.listSessions, { token })).value.sessions).toHaveLength(50)
  })

  test.each([undefined, 'A'.repeat(43), 'short', `${'A'.repeat(43)}=`])('no session by token %s', async token => {
    const answer = await callRoute(relay.app, api.whoAmI, token === undefined ? {} : { token })
    expect([answer.status, kindOf(answer)]).toEqual([401, 'session-missing'])
  })

  test('tickets are for sessions, and short', async () => {
    const { token } = await signUpPerson(relay, 'ticketed')
    const answer = await callRoute(relay.app, api.issueTicket, { token })
    expect(answer.value.ticket).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
    expect(answer.value.expiresMs - nowMs).toBeLessThanOrEqual(60_000)
    expect(answer.value.expiresMs - nowMs).toBeGreaterThan(58_000)
  })
})
