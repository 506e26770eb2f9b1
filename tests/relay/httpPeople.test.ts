import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as api from '../../shared/src/api/index.ts'
import { fromBase64url } from '../../shared/src/crypto/base64url.ts'
import { roomIdOf } from '../../shared/src/crypto/roomIdOf.ts'
import { callRoute } from './callRoute.ts'
import { openTestRelay, type TestRelay } from './openTestRelay.ts'
import { befriend, newNonce, signUpPerson, type TestPerson } from './testPerson.ts'

let relay: TestRelay
let people = 0
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())

const pair = async () => {
  people += 1
  return { alice: await signUpPerson(relay, `alice${people}`), bob: await signUpPerson(relay, `bob${people}`) }
}
const ask = (asker: TestPerson, handle: string, nonce = newNonce()) =>
  callRoute(relay.app, api.requestConnection, { token: asker.token, body: { kind: 'friend', handle, nonce } })
const answer = (who: TestPerson, route: typeof api.acceptConnection, id: string) =>
  callRoute(relay.app, route, { token: who.token, params: { id } })
const list = async (who: TestPerson) =>
  (await callRoute(relay.app, api.listConnections, { token: who.token })).value.connections
const kindOf = (answer: { readonly problem: api.Problem }) => answer.problem.kind

describe('[P2] asking to be friends', () => {
  test('is seen by both, each from their side', async () => {
    const { alice, bob } = await pair()
    const nonce = newNonce()
    const request = await ask(alice, bob.handle.toUpperCase(), nonce)
    expect(request.value).toMatchObject({ state: 'requested', asked: 'me', other: bob.person, nonce, room: null })
    expect(await list(alice)).toEqual([request.value])
    expect(await list(bob)).toEqual([{ ...request.value, asked: 'other', other: alice.person }])
  })

  test('accepting makes the room that both can compute, once', async () => {
    const { alice, bob } = await pair()
    const { room, connection } = await befriend(relay, alice, bob)
    const nonce = fromBase64url(connection.nonce)!
    expect(room).toBe(roomIdOf({ kind: 'direct', founders: [alice.keys.account, bob.keys.account], nonce }))
    const again = await answer(bob, api.acceptConnection, connection.id)
    expect([again.status, again.value]).toEqual([200, connection])
    for (const who of [alice, bob]) {
      const { rooms } = (await callRoute(relay.app, api.listRooms, { token: who.token })).value
      const direct = rooms.filter(({ kind }) => kind === 'direct')
      expect(direct.map(({ id }) => id)).toEqual([room])
      expect(direct[0]!.members.map(({ handle }) => handle).sort()).toEqual([alice.handle, bob.handle].sort())
    }
  })

  test('the same request again is the same request, whatever became of it', async () => {
    const { alice, bob } = await pair()
    const nonce = newNonce()
    const first = await ask(alice, bob.handle, nonce)
    expect((await ask(alice, bob.handle, nonce)).value).toEqual(first.value)
    await answer(bob, api.declineConnection, first.value.id)
    expect((await ask(alice, bob.handle, nonce)).value).toMatchObject({ id: first.value.id, state: 'declined' })
    expect((await ask(alice, bob.handle)).value).toMatchObject({ state: 'requested' })
  })

  test('two crossing requests become one friendship; the earlier nonce makes the room', async () => {
    const { alice, bob } = await pair()
    const [early, late] = [newNonce(), newNonce()]
    const first = await ask(alice, bob.handle, early)
    const second = await ask(bob, alice.handle, late)
    expect(second.value).toMatchObject({ id: first.value.id, state: 'accepted', asked: 'other', nonce: early })
    // From an outbox, once more, both of them.
    expect((await ask(bob, alice.handle, late)).value).toEqual(second.value)
    expect((await ask(alice, bob.handle, early)).value).toMatchObject({ state: 'accepted', room: second.value.room })
    expect([await list(alice), await list(bob)].map(({ length }) => length)).toEqual([1, 1])
  })

  test('crossing in the same moment too', async () => {
    for (let round = 0; round < 5; round++) {
      const { alice, bob } = await pair()
      const answers = await Promise.all([ask(alice, bob.handle), ask(bob, alice.handle)])
      expect(answers.map(({ status }) => status)).toEqual([200, 200])
      const [seen] = await list(alice)
      expect(seen).toMatchObject({ state: 'accepted' })
      expect((await list(bob))[0]?.room).toBe(seen?.room)
    }
  })

  test('refuses the unknown, oneself, twice, and friends', async () => {
    const { alice, bob } = await pair()
    expect(kindOf(await ask(alice, 'nobody-at-all'))).toBe('person-unknown')
    expect(kindOf(await ask(alice, 'not a handle'))).toBe('person-unknown')
    expect(kindOf(await ask(alice, alice.handle))).toBe('person-self')
    const { value } = await ask(alice, bob.handle)
    const twice = await ask(alice, bob.handle)
    expect([twice.status, kindOf(twice)]).toEqual([409, 'already-asked'])
    await answer(bob, api.acceptConnection, value.id)
    expect(kindOf(await ask(alice, bob.handle))).toBe('already-connected')
    expect(kindOf(await ask(bob, alice.handle))).toBe('already-connected')
    // 22 characters whose last holds bits beyond the 16th byte: another spelling of the same bytes.
    expect(kindOf(await ask(alice, bob.handle, `${'A'.repeat(21)}B`))).toBe('request-invalid')
  })
})

describe('[P2] answering', () => {
  test.each([
    [api.declineConnection, 'declined', 'bob'],
    [api.withdrawConnection, 'withdrawn', 'alice'],
  ] as const)('%#: settles once, repeats without harm, and clears the lists', async (route, state, who) => {
    const both = await pair()
    const { value } = await ask(both.alice, both.bob.handle)
    const settled = await answer(both[who], route as never, value.id)
    expect(settled.value).toMatchObject({ state, room: null })
    expect((await answer(both[who], route as never, value.id)).value).toEqual(settled.value)
    expect([await list(both.alice), await list(both.bob)]).toEqual([[], []])
    const late = await answer(both.bob, api.acceptConnection, value.id)
    expect([late.status, kindOf(late)]).toEqual([409, 'connection-settled'])
    expect(late.problem.current).toMatchObject({ id: value.id, state })
  })

  test('each only by whom it belongs to, and a stranger learns nothing', async () => {
    const { alice, bob } = await pair()
    const { alice: stranger } = await pair()
    const { value } = await ask(alice, bob.handle)
    const attempts = [
      [alice, api.acceptConnection],
      [alice, api.declineConnection],
      [bob, api.withdrawConnection],
      [stranger, api.acceptConnection],
      [stranger, api.withdrawConnection],
    ] as const
    for (const [who, route] of attempts) {
      const refused = await answer(who, route as never, value.id)
      expect([refused.status, kindOf(refused)]).toEqual([404, 'connection-unknown'])
    }
    expect(kindOf(await answer(bob, api.acceptConnection, 'no-such-id'))).toBe('connection-unknown')
    await answer(bob, api.acceptConnection, value.id)
    expect(kindOf(await answer(stranger, api.acceptConnection, value.id))).toBe('connection-unknown')
    expect(kindOf(await answer(alice, api.withdrawConnection as never, value.id))).toBe('connection-settled')
  })

  test('accept and withdraw in the same moment: one of them counts, for both', async () => {
    const outcomes = new Set<string>()
    for (let round = 0; round < 6; round++) {
      const { alice, bob } = await pair()
      const { value } = await ask(alice, bob.handle)
      const calls = [
        () => answer(bob, api.acceptConnection, value.id),
        () => answer(alice, api.withdrawConnection as never, value.id),
      ]
      if (round % 2) calls.reverse()
      const answers = await Promise.all(calls.map(call => call()))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
      const open = await list(alice)
      expect(await list(bob)).toHaveLength(open.length)
      outcomes.add(open[0]?.state ?? 'withdrawn')
    }
    expect(outcomes).toEqual(new Set(['accepted', 'withdrawn']))
  })
})

test('every route with a session needs one', async () => {
  const routes = Object.values(api).filter(
    (value): value is typeof api.listRooms =>
      typeof value === 'object' && 'access' in value && value.access === 'session',
  )
  expect(routes.length).toBeGreaterThan(15)
  for (const route of routes) {
    const path = route.path.replace(/:\w+/g, 'A'.repeat(22))
    const refused = await callRoute(relay.app, { ...route, path })
    expect([path, refused.status, kindOf(refused)]).toEqual([path, 401, 'session-missing'])
  }
})

test('[P2] each change of a connection is later than the one before, whatever the relay’s clock does', async () => {
  let nowMs = Date.UTC(2026, 4, 20)
  const own = await openTestRelay({ now: () => nowMs })
  const call = (who: TestPerson, route: typeof api.acceptConnection, id: string) =>
    callRoute(own.app, route, { token: who.token, params: { id } })
  try {
    const alice = await signUpPerson(own, 'alice')
    const bob = await signUpPerson(own, 'bob')
    const asked = await callRoute(own.app, api.requestConnection, {
      token: alice.token,
      body: { kind: 'friend', handle: bob.handle, nonce: newNonce() },
    })
    nowMs -= 60_000
    const accepted = await call(bob, api.acceptConnection, asked.value.id)
    expect(accepted.value.state).toBe('accepted')
    expect(accepted.value.updatedMs).toBeGreaterThan(asked.value.updatedMs)
  } finally {
    await own.close()
  }
})
