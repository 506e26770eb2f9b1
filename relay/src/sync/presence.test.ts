import { deepEqual } from 'node:assert/strict'
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
