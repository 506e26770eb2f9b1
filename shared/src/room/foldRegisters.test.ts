import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AccountId, EntryId } from '../crypto/ids.ts'
import type { OpenedEntry, RegisterEntry } from './entry.ts'
import { foldMembers } from './foldMembers.ts'
import { foldRegisters, type Registers } from './foldRegisters.ts'
import { memberRegister } from './memberRegister.ts'
import { readRegister } from './readRegister.ts'
import { registerNames } from './registerNames.ts'
import { shareRegister } from './shareRegister.ts'
import { titleRegister } from './titleRegister.ts'

const [minji, junho, mallory] = ['minji', 'junho', 'mallory'] as unknown as [AccountId, AccountId, AccountId]
const base = Date.UTC(2026, 4)
let clock = 0
const set = (
  author: AccountId,
  name: string,
  minute: number,
  value: Uint8Array | null,
  id = `id ${clock}`,
): OpenedEntry<RegisterEntry> => ({
  author,
  entry: { type: 'register', id: id as EntryId, stamp: { ms: base + minute, counter: 0 }, name, value },
  place: { document: 'AAAAAAAAAAAAAAAAAAAAAA', session: author, clock: clock++ },
})
const title = (author: AccountId, minute: number, text: string, id?: string) =>
  set(author, registerNames.title, minute, titleRegister.encode(text), id)
const titleOf = (registers: Registers, author?: AccountId) =>
  readRegister(registers, registerNames.title, titleRegister, author)

describe('a register', () => {
  test('has the latest value of all and of each author', () => {
    const registers = foldRegisters([title(junho, 3, '나중'), title(minji, 1, '처음'), title(minji, 2, '다음')])
    expect(titleOf(registers)).toBe('나중')
    expect(titleOf(registers, minji)).toBe('다음')
    expect(titleOf(registers, mallory)).toBeNull()
  })
  test('may be removed', () => {
    const registers = foldRegisters([title(minji, 1, '처음'), set(minji, registerNames.title, 2, null)])
    expect(titleOf(registers)).toBeNull()
  })
  test('copied later by a replayed journal is as old as its first copy', () => {
    const registers = foldRegisters([
      title(minji, 1, '처음', 'a'),
      title(minji, 2, '다음', 'b'),
      title(minji, 9, '처음', 'a'),
    ])
    expect(titleOf(registers)).toBe('다음')
  })
  test('that cannot be read says nothing', () => {
    const registers = foldRegisters([set(minji, registerNames.title, 1, Uint8Array.of(0xff))])
    expect(titleOf(registers)).toBeNull()
  })
  test('does not depend on order or duplicates', () => {
    const entries = Array.from({ length: 9 }, (_, n) => title([minji, junho][n % 2]!, n % 4, `${n}`, `${n % 5}`))
    const expected = foldRegisters(entries)
    const arrivals = fc
      .tuple(fc.shuffledSubarray(entries, { minLength: 9 }), fc.subarray(entries))
      .map(([all, again]) => all.concat(again))
    fc.assert(fc.property(arrivals, arrival => void expect(foldRegisters(arrival)).toEqual(expected)))
    expect(expected.size).toBe(1)
  })
})

describe('members of a direct room', () => {
  const room = { kind: 'direct', founders: [minji, junho] } as const
  const called = (nickname: string) => memberRegister.encode({ role: 'owner', nickname })
  test('are its founders, whatever anybody writes', () => {
    const registers = foldRegisters([set(mallory, registerNames.member(mallory), 1, called('나도'))])
    expect([...foldMembers(room, registers).keys()]).toEqual([minji, junho])
  })
  test('have the nickname they gave themselves', () => {
    const registers = foldRegisters([
      set(minji, registerNames.member(minji), 1, called('민지')),
      set(junho, registerNames.member(minji), 2, called('바보')),
    ])
    expect(foldMembers(room, registers).get(minji)).toEqual({ account: minji, nickname: '민지' })
    expect(foldMembers(room, registers).get(junho)).toEqual({ account: junho, nickname: '' })
  })
})

describe('register values', () => {
  const texts = fc.string({ unit: 'grapheme', maxLength: 40 })
  test('come back as they were', () => {
    fc.assert(
      fc.property(
        texts,
        fc.constantFrom('member' as const, 'moderator' as const, 'owner' as const),
        fc.record({ presence: fc.boolean(), typing: fc.boolean(), read: fc.boolean() }),
        (text, role, share) => {
          expect(titleRegister.decode(titleRegister.encode(text))).toBe(text)
          expect(memberRegister.decode(memberRegister.encode({ role, nickname: text }))).toEqual({
            role,
            nickname: text,
          })
          expect(shareRegister.decode(shareRegister.encode(share))).toEqual(share)
        },
      ),
    )
  })
  test('of any bytes are read or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
        for (const codec of [titleRegister, memberRegister, shareRegister]) codec.decode(bytes)
      }),
    )
    expect(shareRegister.decode(new Uint8Array(0))).toBeNull()
    expect(memberRegister.decode(Uint8Array.of(3, 0))).toBeNull()
    expect(titleRegister.decode(new Uint8Array(5000))).toBeNull()
  })
})
