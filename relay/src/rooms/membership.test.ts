import type { AccountId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { expect, test } from 'vitest'
import type { RoomRecords } from '../store/rooms.ts'
import { makeMembership, type Revocation } from './membership.ts'

const room = 'R'.repeat(22) as RoomId
const [alice, bob] = ['alice' as AccountId, 'bob' as AccountId]

const open = () => {
  let here: readonly AccountId[] = [alice, bob]
  let reads = 0
  let pause: Promise<void> = Promise.resolve()
  const rooms = {
    isMember: async (asked: RoomId, account: AccountId) => asked === room && here.includes(account),
    async members(asked: RoomId) {
      reads += 1
      const read = asked === room ? here : []
      await pause
      return read
    },
  } as Partial<RoomRecords> as RoomRecords
  return {
    membership: makeMembership(rooms),
    reads: () => reads,
    enter(account: AccountId) {
      here = [...here, account]
    },
    leave(account: AccountId) {
      here = here.filter(other => other !== account)
    },
    pauseReads(until: Promise<void>) {
      pause = until
    },
  }
}

test('a member may open the head and months of a room, nobody else anything, and no name that is none', async () => {
  const { membership } = open()
  for (const name of [room, `${room}.2026-11`]) {
    expect(await membership.canOpen(alice, name)).toBe(true)
    expect(await membership.canOpen('eve' as AccountId, name)).toBe(false)
  }
  for (const name of ['', `${room}.2026-13`, `${room}/x`, 'Q'.repeat(22)])
    expect(await membership.canOpen(alice, name)).toBe(false)
})

test('members are read once, and again after anybody was revoked', async () => {
  for (const revocation of [
    { kind: 'member', account: bob, room },
    { kind: 'account', account: bob },
  ] as const) {
    const { membership, reads, leave } = open()
    expect([await membership.members(room), await membership.members(room)]).toEqual([
      [alice, bob],
      [alice, bob],
    ])
    expect(await membership.canOpen(bob, room)).toBe(true)
    expect(reads()).toBe(1)
    leave(bob)
    membership.revoke(revocation)
    expect(await membership.canOpen(bob, room)).toBe(false)
    expect(await membership.members(room)).toEqual([alice])
  }
})

test('what was read before a revocation is not remembered after it', async () => {
  const { membership, leave, pauseReads } = open()
  let go = () => {}
  pauseReads(new Promise(resolve => (go = resolve)))
  const early = membership.members(room)
  leave(bob)
  membership.revoke({ kind: 'account', account: bob })
  go()
  expect(await early).toEqual([alice, bob])
  expect(await membership.members(room)).toEqual([alice])
})

test('whoever is admitted later may open the room at once, also while its members were being read', async () => {
  const carol = 'carol' as AccountId
  const { membership, enter, pauseReads } = open()
  expect(await membership.canOpen(carol, room)).toBe(false)
  enter(carol)
  membership.admitted(room)
  expect(await membership.canOpen(carol, `${room}.2026-11`)).toBe(true)

  const dora = 'dora' as AccountId
  membership.admitted(room)
  let go = () => {}
  pauseReads(new Promise(resolve => (go = resolve)))
  const early = membership.canOpen(dora, room)
  enter(dora)
  membership.admitted(room)
  go()
  expect(await early).toBe(false)
  expect(await membership.canOpen(dora, room)).toBe(true)
})

test('every listener is told, until it stops', () => {
  const { membership } = open()
  const told: Revocation[] = []
  const stop = membership.onRevoked(revocation => void told.push(revocation))
  const revocation = { kind: 'session', account: alice, session: 's' } as const
  membership.revoke(revocation)
  stop()
  membership.revoke(revocation)
  expect(told).toEqual([revocation])
})
