import { monthName, type DocumentName, type Month } from '@sarangbang/shared/room/documentName.ts'
import { ok } from '@sarangbang/shared/result.ts'
import { expect, test } from 'vitest'
import { makeBackgroundSync } from './backgroundSync.ts'
import type { RoomState } from './openRoomState.ts'
import { aliceAndBob } from './roomBench.fixture.ts'
import type { RoomStates } from './roomStates.ts'
import { makeWatchable } from './watched.ts'

const room = aliceAndBob
const nameOf = (month: number): DocumentName => monthName(room.id, `2026-${String(month).padStart(2, '0')}` as Month)

/** A room whose link comes when the test says so. */
const openFake = ({ ready = Promise.resolve(), wasHeld = false } = {}) => {
  const links = makeWatchable({ relay: 'connecting' as const as string })
  let commit: (() => void) | null = null
  const opened: DocumentName[] = []
  const log: string[] = []
  const state = {
    room,
    ready,
    settled: async () => undefined,
    links: { state: links },
    unkept: { records: makeWatchable(new Map()) },
    documents: {
      documentOf: (name: DocumentName) => void opened.push(name),
      get opened() {
        const committed = () => new Promise(resolve => (commit = () => resolve(ok(undefined))))
        return { value: opened.map(name => ({ name, committed })) }
      },
    },
  }
  let holders = wasHeld ? 1 : 0
  const states = {
    isHeld: () => holders > 0,
    hold: () => {
      holders++
      log.push('held')
      return {
        state: state as unknown as RoomState,
        release: () => {
          holders--
          log.push('released')
        },
      }
    },
  } satisfies Pick<RoomStates, 'hold' | 'isHeld'>
  return { states, links, opened, log, commit: () => commit?.() }
}
const turn = async (): Promise<void> => {
  for (let i = 0; i < 50; i++) await Promise.resolve()
}
const watchSync = (fake: ReturnType<typeof openFake>, told: Map<string, number>) => {
  const synced: (readonly (readonly [string, number])[])[] = []
  const givenUp: string[] = []
  const sync = makeBackgroundSync({
    states: fake.states,
    owed: makeWatchable(new Set()),
    told: () => new Map(told),
    onSynced: reached => synced.push([...reached]),
    onGivenUp: id => givenUp.push(id),
  })
  return { sync, synced, givenUp }
}

test('[C3] a position told of after the relay was asked is not noted as reached, nor any before it is on the disk', async () => {
  const told = new Map([[nameOf(5), 7]])
  const fake = openFake()
  const { sync, synced } = watchSync(fake, told)
  sync.want(room, [nameOf(5)])
  await turn()
  told.set(nameOf(5), 8)
  fake.links.set({ relay: 'on' })
  await turn()
  expect(synced).toEqual([])
  fake.commit()
  await turn()
  expect(synced).toEqual([[[nameOf(5), 7]]])
  expect(fake.log).toEqual(['held', 'released'])
  sync.close()
})

test('[C3] a room that was linked before shows no position: its link may be silent', async () => {
  const fake = openFake({ wasHeld: true })
  const { sync, synced } = watchSync(fake, new Map([[nameOf(5), 7]]))
  fake.links.set({ relay: 'on' })
  sync.want(room, [nameOf(5)])
  await turn()
  fake.commit()
  await turn()
  expect(synced).toEqual([[]])
  sync.close()
})

test('ten years of months are opened a few at a time', async () => {
  const fake = openFake()
  const { sync, synced } = watchSync(fake, new Map())
  fake.links.set({ relay: 'on' })
  sync.want(
    room,
    Array.from({ length: 12 }, (_, at) => nameOf(at + 1)),
  )
  await turn()
  expect(fake.opened).toHaveLength(8)
  expect(synced).toEqual([])
  sync.close()
})

test('a room that does not open is let go of, and closing ends what waits', async () => {
  const broken = openFake({ ready: Promise.reject(new Error('no disk')) })
  const one = watchSync(broken, new Map())
  one.sync.want(room, [])
  await turn()
  expect(broken.log).toEqual(['held', 'released'])
  expect(one.givenUp).toEqual([room.id])

  const silent = openFake()
  const other = watchSync(silent, new Map())
  other.sync.want(room, [])
  await turn()
  other.sync.close()
  await turn()
  expect(silent.log).toEqual(['held', 'released'])
})
