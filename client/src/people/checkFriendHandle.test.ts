import type { Connection, Person } from '@sarangbang/shared/api/index.ts'
import { expect, it } from 'vitest'
import { canAsk, checkFriendHandle } from './checkFriendHandle.ts'

const junho = { handle: 'Junho', nickname: '준호' } as Person
const tie = (state: Connection['state'], asked: Connection['asked']): Connection =>
  ({ id: '1', kind: 'friend', state, asked, other: junho, nonce: '', room: null, updatedMs: 0 }) as Connection

const check = (typed: string, connections: readonly Connection[] = []) =>
  checkFriendHandle(typed, 'minji', connections, [{ key: 'k', handle: 'alice', refused: null }])

it('[P2] nobody asks themselves, a friend, or the same person twice', () => {
  expect(check(' MinJi ').kind).toBe('self')
  expect(check('junho', [tie('accepted', 'me')])).toEqual({ kind: 'friend', name: '준호' })
  expect(check('junho', [tie('requested', 'me')]).kind).toBe('asked')
  expect(check('ALICE').kind).toBe('asked')
})
it('[P2] who asked me may be asked back, and who declined may be asked again', () => {
  expect(check('junho', [tie('requested', 'other')])).toEqual({ kind: 'asked-you', name: '준호' })
  expect(check('junho', [tie('declined', 'me'), tie('withdrawn', 'me')]).kind).toBe('fine')
  expect(canAsk(check('junho', [tie('requested', 'other')]))).toBe(true)
})
it('a refused request may be tried again', () => {
  expect(checkFriendHandle('bob', 'minji', [], [{ key: 'k', handle: 'bob', refused: 'person-unknown' }]).kind).toBe(
    'fine',
  )
})
it('says what is wrong with the shape', () => {
  expect(check('').kind).toBe('empty')
  expect(check('  ').kind).toBe('empty')
  expect(check('ab').kind).toBe('short')
  expect(check('a b c').kind).toBe('spaces')
  expect(check('a'.repeat(65)).kind).toBe('long')
  expect(check('bob@mail.example').kind).toBe('fine')
})
