import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { expect, test } from 'vitest'
import { makeHeldShares } from './heldShares.ts'
import type { SyncSocket } from './hotDocument.ts'

const open = () => {
  const closed: string[] = []
  const warned: object[] = []
  const limits = { heldBytes: 60, heldBytesOfAccount: 100, heldBytesOfRelay: 180 }
  const shares = makeHeldShares(limits, { warn: facts => warned.push(facts) })
  const socket = (account: string, name: string): SyncSocket => {
    const outlet = {
      isOpen: true,
      close(code: string) {
        outlet.isOpen = false
        closed.push(`${name} ${code}`)
        shares.letGo(one)
      },
    }
    const one = { identity: { account: account as AccountId }, document: { name }, outlet } as unknown as SyncSocket
    return one
  }
  return { shares, socket, closed, warned }
}

test('one socket may hold its bound and no more; what it may not hold is off its account', () => {
  const { shares, socket, closed } = open()
  const [one, two] = [socket('민지', 'one'), socket('민지', 'two')]
  expect([shares.mayHold(one, 60), shares.mayHold(one, 61), shares.mayHold(two, 60)]).toEqual([true, false, true])
  expect(closed).toEqual([])
})

test('[O2] of an account that holds too much with several sockets, those with the most are closed until it does not', () => {
  const { shares, socket, closed, warned } = open()
  const [one, two, three] = [socket('민지', 'one'), socket('민지', 'two'), socket('민지', 'three')]
  shares.mayHold(one, 30)
  shares.mayHold(two, 50)
  shares.mayHold(three, 20)
  expect(closed).toEqual([])
  shares.mayHold(three, 21)
  expect(closed).toEqual(['two overload'])
  expect(warned).toEqual([{ account: '민지', document: 'two', bytes: 50 }])
  // What came before it was closed is admitted still, and counted no more.
  expect(shares.mayHold(two, 55)).toBe(true)
  expect(shares.mayHold(one, 60)).toBe(true)
  expect(closed).toHaveLength(1)
})

test('[O2] where all hold too much together, the account with the most pays, and a small backlog goes on', () => {
  const { shares, socket, closed } = open()
  const [one, two] = [socket('민지', 'one'), socket('민지', 'two')]
  shares.mayHold(one, 45)
  shares.mayHold(two, 50)
  shares.mayHold(socket('준호', 'large'), 60)
  const small = socket('영희', 'small')
  for (let bytes = 1; bytes <= 30; bytes++) expect(shares.mayHold(small, bytes)).toBe(true)
  expect(closed).toEqual(['two overload'])
})

test('what is applied, and what a socket held that went away, counts no more', () => {
  const { shares, socket, closed } = open()
  for (let n = 0; n < 20; n++) {
    const [applied, gone] = [socket('민지', 'applied'), socket('민지', 'gone')]
    shares.mayHold(applied, 50)
    shares.mayHold(gone, 50)
    shares.mayHold(applied, 0)
    shares.letGo(gone)
  }
  expect(closed).toEqual([])
})
