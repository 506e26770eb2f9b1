import { deepEqual, equal, ok } from 'node:assert/strict'
import { setTimeout as pass } from 'node:timers/promises'
import { monthName, monthOf } from '@sarangbang/shared/room/documentName.ts'
import { closeCodes } from '@sarangbang/shared/api/socket.ts'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as api from '../../../shared/src/api/index.ts'
import { makeLog } from '../../../relay/src/http/log.ts'
import { callRoute } from '../callRoute.ts'
import { followInbox } from '../followInbox.ts'
import { openTestRelay } from '../openTestRelay.ts'
import { befriend, identityNamed, logInPerson, signUpPerson } from '../testPerson.ts'
import { atEnd } from './atEnd.ts'
import { openWriter } from './openWriter.ts'
import { until } from './until.ts'

const dayMs = 86_400_000
const jumps = [
  ['a day ahead', dayMs],
  ['a day back', -dayMs],
  ['a year ahead', 365 * dayMs],
  ['a year back', -365 * dayMs],
] as const

/** A whole relay whose wall clock can be set, with two friends. Its limits on how often are on. */
const open = async () => {
  let offsetMs = 0
  const lines: { msg: string }[] = []
  const log = makeLog('info', { write: line => void lines.push(JSON.parse(line) as { msg: string }) })
  const relay = await openTestRelay({ now: () => Date.now() + offsetMs, log, environment: { RATE_LIMIT_FACTOR: '1' } })
  atEnd(() => relay.close())
  const neighbour = async (handle: string) => ({
    ...(await signUpPerson(relay, handle)),
    identity: identityNamed(handle),
  })
  const [alice, bob] = [await neighbour('alice'), await neighbour('bob')]
  const { room } = await befriend(relay, alice, bob)
  const connect = (person: typeof alice, document = monthName(room, monthOf(Date.now()))) => {
    const writer = openWriter(relay.port, person, document)
    atEnd(writer.close)
    writer.connect()
    return writer
  }
  return { relay, alice, bob, room, connect, lines, set: (ms: number) => void (offsetMs = ms) }
}

test.each(jumps)('the relay’s clock jumps %s: sockets stay, talk goes on, and nobody is refused', async (_, jumpMs) => {
  const { relay, alice, bob, connect, set, lines } = await open()
  const [a, b] = [connect(alice), connect(bob)]
  const inbox = await followInbox(relay.origin, bob.token)
  await inbox.until('ready')
  // Ten of twenty logins are used up: a bucket that believed the clock would be in debt for a day after a jump back.
  for (let i = 0; i < 10; i++) await logInPerson(relay, 'alice', alice.password)
  a.say('before')
  await until('kept', () => a.kept() === 1 && b.member.log.envelopes().length === 1)
  await inbox.until('document')

  set(jumpMs)
  // Two ticks: whoever seemed unheard for a day would be cut by then.
  await pass(2200)
  a.say('after')
  await until('kept', () => a.kept() === 2 && b.member.log.envelopes().length === 2)
  await inbox.until('document')
  deepEqual([a.codes, b.codes], [[], []])
  await logInPerson(relay, 'alice', alice.password)
  equal((await callRoute(relay.app, api.whoAmI, { token: alice.token })).status, 200)
  await until('the operator is told', () => lines.some(({ msg }) => msg.includes('clock')))

  set(0)
  await pass(1200)
  a.say('back again')
  await until('kept', () => a.kept() === 3 && b.member.log.envelopes().length === 3)
  deepEqual([a.codes, b.codes], [[], []])
  await inbox.close()
})

test('a relay whose clock is a year behind takes this month’s documents as soon as the clock is right', async () => {
  const { alice, connect, set } = await open()
  set(-365 * dayMs)
  const writer = connect(alice)
  await until('it is told to come back', () => writer.codes.length > 1)
  expect(new Set(writer.codes)).toEqual(new Set([closeCodes.overload]))
  writer.say('waits')
  set(0)
  await until('it is kept, without a word from anybody', () => writer.kept() === 1)
})

test('a session that was used in the future is not thereby longer alive, and a ticket of before a jump says that it ran out', async () => {
  const { relay, alice, room, set } = await open()
  const socketClosedWith = (ticket: string): Promise<number> =>
    new Promise(resolve => {
      const document = monthName(room, monthOf(Date.now()))
      const socket = new WebSocket(`ws://127.0.0.1:${relay.port}/sync/${document}`, [`ticket.${ticket}`])
      socket.once('close', resolve)
      socket.once('message', () => {
        resolve(0)
        socket.close()
      })
    })
  const newTicket = async () => (await callRoute(relay.app, api.issueTicket, { token: alice.token })).value.ticket
  set(300 * dayMs)
  const ahead = await newTicket()
  set(0)
  equal(await socketClosedWith(ahead), closeCodes.ticketExpired)
  equal(await socketClosedWith(await newTicket()), 0)
  const [session] = (await callRoute(relay.app, api.listSessions, { token: alice.token })).value.sessions
  ok(session && session.lastUsedMs <= Date.now(), 'marked as used today again')
})
