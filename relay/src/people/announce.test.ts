import { deepEqual } from 'node:assert/strict'
import type { Person } from '@sarangbang/shared/api/field.ts'
import type { AccountId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { test } from 'vitest'
import type { StoredConnection } from '../store/connections.ts'
import type { Store } from '../store/store.ts'
import { announce } from './announce.ts'
import type { PeopleContext } from './peopleContext.ts'
import type { Settled } from './settle.ts'

const [alice, bob] = ['alice', 'bob'] as AccountId[] as [AccountId, AccountId]
const room = 'R'.repeat(22) as RoomId

const tell = async (settled: Settled): Promise<string[]> => {
  const told: string[] = []
  const people = async () => new Map([alice, bob].map(account => [account, { handle: account } as unknown as Person]))
  const context = {
    store: { accounts: { people } } as unknown as Store,
    membership: { admitted: (room: RoomId) => void told.push(`${room} may be opened`) },
    inbox: { publish: (account, { type }) => void told.push(`${account}: ${type}`), publishPosition() {} },
    now: () => 0,
  } satisfies PeopleContext
  await announce(context, settled)
  return told
}
const connection = { id: 'c', kind: 'friend', asker: alice, asked: bob, state: 'accepted' } as StoredConnection

test('whoever is told of a room may open it already, and hears of the room before the friendship', async () => {
  const made = { id: room, kind: 'direct', nonce: '', founders: [alice, bob], createdMs: 0 } as const
  deepEqual(await tell({ connection, room: made }), [
    `${room} may be opened`,
    'alice: room',
    'bob: room',
    'alice: connection',
    'bob: connection',
  ])
})

test('where no room was made, nothing but the connection is told', async () => {
  deepEqual(await tell({ connection, room: null }), ['alice: connection', 'bob: connection'])
})
