import * as encoding from 'lib0/encoding'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { readBounded } from './link/boundedAwareness.ts'
import { listenForMarkers, showMarker } from './listenForMarkers.ts'
import { accountOf } from './roomBench.fixture.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const open = () => {
  const awareness = new Awareness(new Y.Doc())
  const heard: string[] = []
  const stop = listenForMarkers(awareness, { hear: (account, sealed) => void heard.push(`${account} ${sealed}`) })
  let clock = 0
  const show = (states: ReadonlyMap<number, unknown>): void => {
    clock++
    const message = encoding.encode(to => {
      encoding.writeVarUint(to, states.size)
      for (const [client, state] of states) {
        encoding.writeVarUint(to, client)
        encoding.writeVarUint(to, clock)
        encoding.writeVarString(to, JSON.stringify(state))
      }
    })
    readBounded(awareness, message, 'test')
  }
  return { awareness, heard, stop, show }
}
const marker = (account: string, sealed: string) => ({ marker: { account, sealed } })
const flood = (round: number): ReadonlyMap<number, unknown> =>
  new Map(Array.from({ length: 16 }, (_, n) => [100 + n, marker('bob', `forged ${round} ${n}`)]))

test('[O2] however many markers are shown, four are judged in a second', () => {
  const { heard, show } = open()
  for (let round = 0; round < 200; round++) show(flood(round))
  expect(heard.length).toBe(4)
  for (let second = 0; second < 10; second++) {
    for (let round = 0; round < 20; round++) show(flood(200 + second * 20 + round))
    vi.advanceTimersByTime(1_000)
  }
  expect(heard.length).toBe(44)
})

test('[C4] in a flood each device still has its turn, with what it shows then', () => {
  const { heard, show } = open()
  show(flood(0))
  show(new Map([[1, marker('bob', 'first')]]))
  for (let second = 1; second <= 4; second++) {
    show(flood(second))
    show(new Map([[1, marker('bob', `later ${second}`)]]))
    vi.advanceTimersByTime(1_000)
  }
  expect(heard.filter(one => !one.includes('forged'))).toEqual(['bob later 4'])
})

test('[C4] a marker is heard at once, and so is the next; what waits is heard without another word', () => {
  const { heard, show } = open()
  for (let n = 0; n < 6; n++) show(new Map([[1, marker('bob', `${n}`)]]))
  expect(heard).toEqual(['bob 0', 'bob 1', 'bob 2', 'bob 3'])
  vi.advanceTimersByTime(1_000)
  expect(heard.at(-1)).toBe('bob 5')
})

test('what is no marker, too long for one, my own, or gone again is not heard', () => {
  const { awareness, heard, show } = open()
  const states = [
    'text',
    7,
    [],
    {},
    { marker: null },
    { marker: { account: 1, sealed: 'x' } },
    marker('bob', 'x'.repeat(1_367)),
  ]
  show(new Map(states.map((state, n) => [n + 1, state])))
  showMarker(awareness, accountOf('alice'), 'mine')
  expect(heard).toEqual([])
  show(flood(0))
  show(new Map([...flood(0).keys()].map(client => [client, null])))
  vi.advanceTimersByTime(5_000)
  expect(heard.length).toBe(4)
})

test('what has stopped hears nothing more', () => {
  const { heard, stop, show } = open()
  show(flood(0))
  stop()
  show(flood(1))
  vi.advanceTimersByTime(5_000)
  expect(heard.length).toBe(4)
})
