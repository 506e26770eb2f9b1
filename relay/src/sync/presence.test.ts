import { deepEqual, equal } from 'node:assert/strict'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { beforeEach, test } from 'vitest'
import { makePresence, type Presence } from './presence.ts'
import { syncLimits } from './syncLimits.ts'

const [alice, bob] = ['alice', 'bob'] as AccountId[] as [AccountId, AccountId]
const [phone, desk, other] = [{}, {}, {}]
const entry = (client: number, clock: number, json = '{}') => ({ client, clock, json })
let presence: Presence
beforeEach(() => {
  presence = makePresence(syncLimits)
})

test('a state is news once; its echo and anything older is not', () => {
  deepEqual(presence.hear([entry(1, 5)], alice, phone, 0), [entry(1, 5)])
  for (const clock of [5, 4]) deepEqual(presence.hear([entry(1, clock)], alice, phone, 0), [])
  deepEqual(presence.hear([entry(1, 6)], alice, phone, 0), [entry(1, 6)])
})

test('leaving needs no newer clock, and is news once', () => {
  presence.hear([entry(1, 5)], alice, phone, 0)
  deepEqual(presence.hear([entry(1, 5, 'null')], alice, phone, 0), [entry(1, 5, 'null')])
  deepEqual(presence.hear([entry(1, 6, 'null')], alice, phone, 0), [])
  deepEqual(presence.all(), [])
})

test('a client belongs to the account that introduced it, and stays theirs a minute after they left', () => {
  presence.hear([entry(1, 5)], alice, phone, 0)
  deepEqual(presence.hear([entry(1, 6), entry(1, 6, 'null')], bob, other, 0), [])
  deepEqual(presence.leave(phone, 1000), [entry(1, 5, 'null')])
  deepEqual(presence.hear([entry(1, 7)], bob, other, 1000), [])
  deepEqual(
    presence.hear([entry(1, 5)], alice, desk, 1000),
    [entry(1, 5)],
    'a device that comes back says what it said',
  )
  presence.leave(desk, 2000)
  presence.forget(2000 + syncLimits.presenceMemoryMs)
  deepEqual(presence.hear([entry(1, 9)], bob, other, 0), [])
  presence.forget(2001 + syncLimits.presenceMemoryMs)
  deepEqual(presence.hear([entry(1, 9)], bob, other, 0), [entry(1, 9)])
})

test('a socket introduces three clients and no more, also by taking over what its account left', () => {
  const heard = presence.hear(
    [1, 2, 3, 4].map(client => entry(client, 1)),
    alice,
    phone,
    0,
  )
  deepEqual(
    heard.map(({ client }) => client),
    [1, 2, 3],
  )
  presence.hear([entry(4, 1)], alice, desk, 0)
  deepEqual(presence.hear([entry(4, 2)], alice, phone, 0), [])
  presence.leave(phone, 0)
  deepEqual(presence.all(), [{ ...entry(4, 1), account: alice, speaker: desk, leftMs: 0 }])
})

test('[O2] who came and left counts until forgotten: in one message or in many, no socket gets past three', () => {
  const comeAndGo = (from: number) =>
    Array.from({ length: 500 }, (_, n) => [entry(from + n, 1), entry(from + n, 1, 'null')]).flat()
  equal(presence.hear(comeAndGo(1000), alice, phone, 0).length, 6)
  deepEqual(presence.hear(comeAndGo(2000), alice, phone, 0), [])
  deepEqual(presence.hear([entry(1000, 2)], alice, phone, 0), [entry(1000, 2)], 'one of the three comes back')
  deepEqual(presence.leave(phone, 0), [entry(1000, 2, 'null')])
  presence.forget(syncLimits.presenceMemoryMs + 1)
  equal(presence.hear(comeAndGo(2000), alice, phone, 0).length, 6)
})

test('[O2] an account that opens socket after socket fills its own part of the memory, and nobody else is kept out', () => {
  const heard = (from: number, account: AccountId) =>
    presence.hear(
      [0, 1, 2].map(n => entry(from + n, 1)),
      account,
      {},
      0,
    ).length
  let sum = 0
  for (let socket = 0; socket < 100; socket++) sum += heard(socket * 3, alice)
  equal(sum, syncLimits.presenceClientsOfAccount)
  equal(heard(1000, bob), 3)
  equal(presence.all().length, syncLimits.presenceClientsOfAccount + 3)
})

test('what left with its socket is forgotten in its time, and its account may come again', () => {
  for (let socket = 0; socket < 100; socket++) {
    const speaker = {}
    presence.hear([entry(socket, 1)], alice, speaker, 0)
    presence.leave(speaker, 0)
  }
  deepEqual(presence.hear([entry(1000, 1)], alice, phone, 0), [])
  presence.forget(syncLimits.presenceMemoryMs + 1)
  deepEqual(presence.hear([entry(1000, 1)], alice, phone, 0), [entry(1000, 1)])
})

test('another device of the account may end a client, which stays with the socket that spoke for it', () => {
  presence.hear([entry(1, 1)], alice, phone, 0)
  deepEqual(presence.hear([entry(1, 2, 'null')], alice, desk, 0), [entry(1, 2, 'null')])
  deepEqual(presence.hear([entry(1, 3)], alice, phone, 0), [entry(1, 3)])
  deepEqual(presence.leave(desk, 0), [])
  deepEqual(presence.leave(phone, 0), [entry(1, 3, 'null')])
})
