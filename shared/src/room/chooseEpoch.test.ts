import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AccountId, EpochId } from '../crypto/ids.ts'
import { chooseEpoch, type EpochClaim } from './chooseEpoch.ts'

const [minji, junho, ghost] = ['minji', 'junho', 'ghost'] as unknown as [AccountId, AccountId, AccountId]
const [one, two] = ['epoch-1', 'epoch-2'] as unknown as [EpochId, EpochId]
const members = new Set([minji, junho])
const openable = new Set([one, two])
const claim = (author: AccountId, epoch: EpochId, createdMs: number, ...recipients: AccountId[]): EpochClaim => ({
  author,
  epoch,
  createdMs,
  recipients,
})
const choose = (...claims: EpochClaim[]) => chooseEpoch({ claims, members, openable, me: minji })

describe('the epoch to write under', () => {
  test('is made by whoever writes first', () => {
    expect(choose()).toEqual({ kind: 'make' })
  })
  test('is the newest whose recipients are the members', () => {
    const claims = [claim(minji, one, 1, minji, junho), claim(junho, two, 2, junho, minji)]
    expect(choose(...claims)).toEqual({ kind: 'use', epoch: two })
  })
  test('never holds a ghost, whoever put it in', () => {
    expect(choose(claim(junho, one, 1, minji, junho, ghost))).toEqual({ kind: 'make' })
    expect(choose(claim(junho, one, 1, minji, junho), claim(junho, one, 2, ghost))).toEqual({ kind: 'make' })
  })
  test('is not taken for whole because a ghost stands in for a member', () => {
    expect(choose(claim(junho, one, 1, junho, ghost))).toEqual({ kind: 'make' })
    expect(choose(claim(minji, one, 1, minji, ghost))).toEqual({ kind: 'make' })
  })
  test("is not spoilt by another's ghost, nor completed by another", () => {
    expect(choose(claim(minji, one, 1, minji, junho), claim(junho, one, 2, ghost))).toEqual({ kind: 'use', epoch: one })
    expect(choose(claim(junho, one, 1, junho), claim(junho, two, 1, minji))).toEqual({ kind: 'make' })
  })
  test('is nobody’s who is not a member', () => {
    expect(choose(claim(ghost, one, 9, minji, junho))).toEqual({ kind: 'make' })
  })
  test('is one this device can open', () => {
    const claims = [claim(junho, 'sealed wrongly' as EpochId, 9, minji, junho), claim(minji, one, 1, minji, junho)]
    expect(choose(...claims)).toEqual({ kind: 'use', epoch: one })
  })
  test('is extended by its own author when somebody is missing', () => {
    expect(choose(claim(minji, one, 1, minji))).toEqual({ kind: 'extend', epoch: one, recipients: [junho] })
    expect(choose(claim(minji, one, 1, minji), claim(minji, one, 2, junho))).toEqual({ kind: 'use', epoch: one })
    expect(choose(claim(junho, one, 1, junho))).toEqual({ kind: 'make' })
  })
})

test('does not depend on the order of claims', () => {
  const claims = fc.array(
    fc.record({
      author: fc.constantFrom(minji, junho, ghost),
      epoch: fc.constantFrom(one, two),
      createdMs: fc.nat(3),
      recipients: fc.subarray([minji, junho, ghost]),
    }),
    { maxLength: 6 },
  )
  const kinds = new Set<string>()
  const shuffled = claims.chain(list =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  )
  fc.assert(
    fc.property(shuffled, ([list, other]) => {
      const choice = choose(...list)
      kinds.add(choice.kind)
      expect(choose(...other)).toEqual(choice)
    }),
    { numRuns: 500 },
  )
  expect(kinds).toEqual(new Set(['use', 'extend', 'make']))
})
