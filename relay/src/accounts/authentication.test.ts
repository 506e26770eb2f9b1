import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { sign } from 'hono/jwt'
import { beforeEach, describe, expect, test } from 'vitest'
import { openStore } from '../store/openStore.ts'
import type { Store } from '../store/store.ts'
import { makeAuthentication, type Authentication } from './authentication.ts'
import { plainCookieName, secureCookieName, sessionCookie } from './sessionCookie.ts'
import { startSession } from './startSession.ts'
import { issueTicket, makeTicketKey } from './ticket.ts'

const alice = 'a'.repeat(43) as AccountId
const key = makeTicketKey()
let nowMs = 1_800_000_000_000
let store: Store
let authentication: Authentication
let token: string
let session: string

beforeEach(async () => {
  store = await openStore(':memory:', 0)
  const keys = { account: alice, agreement: '', signature: '' }
  const rest = { handle: 'alice', handleKey: 'alice', nickname: '', registrationRecord: '', vault: '', recoveryKey: '' }
  await store.accounts.add({ keys, ...rest, createdMs: nowMs }, [
    { kind: 'password', publicKey: '', sealedVaultKey: '' },
  ])
  token = (await startSession(store.sessions, alice, 'test', nowMs)).token
  session = (await store.sessions.ofAccount(alice))[0]?.id ?? ''
  authentication = makeAuthentication(store.sessions, key, () => nowMs)
  return () => store.close()
})

const protocol = (ticket: string) => new Headers({ 'sec-websocket-protocol': `other, ticket.${ticket}` })

describe('authentication', () => {
  test('takes the cookie of either name, and a bearer before it', async () => {
    const identity = { account: alice, session }
    const cookies = [`${plainCookieName}=${token}`, `x=1; ${secureCookieName}=${token}; y=2`]
    for (const cookie of cookies) expect(await authentication.ofRequest(new Headers({ cookie }))).toEqual(identity)
    const both = { cookie: `${plainCookieName}=${token}`, authorization: 'Bearer no-such-token' }
    expect(await authentication.ofRequest(new Headers(both))).toBeNull()
    expect(await authentication.ofRequest(new Headers({ authorization: `bearer ${token}` }))).toEqual(identity)
    expect(await authentication.ofRequest(new Headers({ authorization: `Basic ${token}` }))).toBeNull()
    expect(await authentication.ofRequest(new Headers({ cookie: `${plainCookieName}=` }))).toBeNull()
  })

  test('a planted plain cookie does not hide the one that only https can set', async () => {
    const cookie = `${plainCookieName}=planted; ${secureCookieName}=${token}`
    expect(await authentication.ofRequest(new Headers({ cookie }))).toEqual({ account: alice, session })
  })

  test('a ticket opens sockets for a minute, and then says that it ran out', async () => {
    const { ticket } = await issueTicket({ account: alice, session }, key, nowMs)
    expect(await authentication.ofSocket(protocol(ticket))).toEqual({ ok: true, value: { account: alice, session } })
    expect(await authentication.ofRequest(protocol(ticket))).toBeNull()
    nowMs += 60_000
    expect(await authentication.ofSocket(protocol(ticket))).toEqual({ ok: false, error: 'ticket-expired' })
  })

  test('a ticket dies with its session', async () => {
    const { ticket } = await issueTicket({ account: alice, session }, key, nowMs)
    await store.sessions.remove(alice, session)
    expect(await authentication.ofSocket(protocol(ticket))).toEqual({ ok: false, error: 'unauthenticated' })
  })

  test('forged tickets open nothing: another key, no algorithm, another account, no session, no text', async () => {
    const exp = Math.floor(nowMs / 1000) + 60
    const unsigned = [
      { alg: 'none', typ: 'JWT' },
      { sub: alice, sid: session, exp },
    ]
      .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    const forged = [
      await sign({ sub: alice, sid: session, exp }, 'another key', 'HS256'),
      await sign({ sub: alice, sid: session, exp }, key, 'HS512'),
      await sign({ sub: 'b'.repeat(43), sid: session, exp }, key, 'HS256'),
      await sign({ sub: alice, sid: 'another', exp }, key, 'HS256'),
      await sign({ sub: alice, exp }, key, 'HS256'),
      await sign({ sub: alice, sid: session }, key, 'HS256'),
      `${unsigned}.`,
      '',
      'a.b.c',
    ]
    for (const ticket of forged)
      expect([ticket, await authentication.ofSocket(protocol(ticket))]).toEqual([
        ticket,
        { ok: false, error: 'unauthenticated' },
      ])
  })

  test('the cookie is out of reach of scripts, other sites and, behind https, of plain http', () => {
    expect(sessionCookie('t', true)).toBe(
      '__Host-sarangbang-session=t; Path=/; HttpOnly; SameSite=Strict; Max-Age=34560000; Secure',
    )
    expect(sessionCookie(null, true)).toContain('Max-Age=0')
  })
})
