import { describe, expect, test } from 'vitest'
import { problemKinds } from '@sarangbang/shared/api/problem.ts'
import { closeCodes } from '@sarangbang/shared/api/socket.ts'
import { storeFaultWords } from '../../relay/src/store/sayStoreFault.ts'
import { inBackticks, read, section, tableRows } from './readDocs.ts'

const page = read('docs/errors.md')
/** What the first cells of a section's tables name. */
const namedIn = (heading: string): readonly string[] =>
  tableRows(section(page, heading)).flatMap(([first]) => inBackticks(first ?? ''))
const inOrder = (names: Iterable<string>): readonly string[] => [...names].sort()

/** The `kind`s of a union type, from its source: types are gone when this runs. */
const kindsOf = (path: string, type: string): readonly string[] => {
  const source = read(path)
  const start = source.indexOf(`export type ${type} =`)
  if (start < 0) throw new Error(`${path} has no type ${type}`)
  const end = source.indexOf('\n\n', start)
  return Array.from(
    source.slice(start, end < 0 ? undefined : end).matchAll(/\bkind: '([a-z-]+)'/g),
    ([, kind]) => kind ?? '',
  )
}

describe('docs/errors.md', () => {
  test('every problem kind has a row with its status, and no row is about another', () => {
    const rows = tableRows(section(page, '## Problems'))
    const told = rows.map(([kind, status]) => `${inBackticks(kind ?? '')[0]} ${status}`)
    expect(inOrder(told)).toEqual(inOrder(Object.entries(problemKinds).map(pair => pair.join(' '))))
  })

  test('every close code has a row with its name, and no row of ours is about another', () => {
    const rows = tableRows(section(page, '## Sockets')).filter(([code]) => /^4\d{3}$/.test(code ?? ''))
    const told = rows.map(([code, name]) => `${inBackticks(name ?? '')[0]} ${code}`)
    expect(inOrder(told)).toEqual(inOrder(Object.entries(closeCodes).map(pair => pair.join(' '))))
  })

  test.each([
    ['Refusal', 'shared/src/room/documentLog.ts'],
    ['WriteFault', 'client/src/replica/replica.ts'],
    ['SessionFault', 'client/src/session/session.ts'],
    ['StorageFault', 'client/src/replica/store/storageFault.ts'],
    ['DocumentTrouble', 'client/src/replica/store/documentEvent.ts'],
    ['RoomFault', 'client/src/replica/describeRoom.ts'],
    ['UnopenedReason', 'client/src/replica/openedOf.ts'],
    ['HelloFault', 'shared/src/crypto/hello.ts'],
    ['LinkEnding', 'client/src/replica/peer/peerHost.ts'],
    ['AnswerSyncFault', 'relay/src/sync/answerSync.ts'],
  ])('every kind of %s has a row, and no row is about another', (type, path) => {
    const kinds = kindsOf(path, type)
    expect(kinds.length).toBeGreaterThan(1)
    expect(inOrder(namedIn(`## ${type}`))).toEqual(inOrder(kinds))
  })

  test('every StoreFault has a row, and no row is about another', () => {
    expect(inOrder(namedIn('## StoreFault'))).toEqual(inOrder(Object.keys(storeFaultWords)))
  })

  test('every row says what happens next, in one of four words', () => {
    const rows = tableRows(page)
    expect(rows.length).toBeGreaterThan(60)
    expect(rows.filter(row => !/\b(stop|ignore|retry|ask)\b/.test(row.at(-1) ?? ''))).toEqual([])
  })
})
