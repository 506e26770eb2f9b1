import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import { expect, test } from 'vitest'
import { openDirectory } from '../replica/directory.ts'
import type { RelayWork } from '../replica/relayWork.ts'
import type { Outbox, OutboxRecord, StorageFault } from '../replica/store/index.ts'
import { openPeople } from './openPeople.ts'

/** An outbox on a disk that answers each put when the test says so; `isLate`: what it called failed is there all the same. */
const openScene = () => {
  const records: OutboxRecord<RelayWork>[] = []
  const answers: ((answer: Result<void, StorageFault>, isLate?: boolean) => void)[] = []
  const outbox: Outbox<RelayWork> = {
    put: (key, work) =>
      new Promise(resolve => {
        answers.push((answer, isLate = false) => {
          const progress = { createdMs: 0, attempts: 0, notBeforeMs: 0, waitAsked: false, refused: null }
          if (answer.ok || isLate) records.push({ ...work, ...progress, key })
          resolve(answer)
        })
      }),
    list: async () => ok([...records]),
    update: async () => ok(undefined),
    remove: async key => {
      const at = records.findIndex(record => record.key === key)
      if (at >= 0) records.splice(at, 1)
      return ok(undefined)
    },
  }
  let pokes = 0
  const directory = openDirectory(null, () => undefined)
  const people = openPeople({ directory, outbox, poke: () => pokes++, now: () => 0 })
  return { people, records, disk: () => answers.shift(), pokes: () => pokes }
}
const timeout = fail({ kind: 'storage-timeout', doing: 'write', limitMs: 5_000 } as const)

test('[P2] an answer is shown as given once it is on the disk, and as under way until then', async () => {
  const { people, disk, pokes } = openScene()
  const accepting = people.accept('c1')
  expect([...people.answering.value]).toEqual(['c1'])
  expect([...people.answered.value]).toEqual([])
  disk()?.(ok(undefined))
  await accepting
  expect([...people.answering.value]).toEqual([])
  expect([...people.answered.value]).toEqual([['c1', 'accept']])
  expect(pokes()).toBe(1)
})

test('[P2] an answer the disk did not take is no answer: one may press again', async () => {
  const { people, disk, pokes, records } = openScene()
  const declining = people.decline('c1')
  disk()?.(timeout, true)
  await expect(declining).rejects.toThrow('storage-timeout')
  expect([people.answering.value.size, people.answered.value.size, pokes()]).toEqual([0, 0, 0])
  // Called lost, it must not go out behind the back of whoever accepts now.
  expect(records).toEqual([])
})

test('[P2] a request the disk did not take in time does not go out beside the next attempt', async () => {
  const { people, disk, records } = openScene()
  const first = people.request('junho')
  disk()?.(timeout, true)
  await expect(first).rejects.toThrow('storage-timeout')
  const second = people.request('junho')
  disk()?.(ok(undefined))
  await second
  expect(records).toHaveLength(1)
  expect(people.queued.value).toHaveLength(1)
})

test('[P2] an answer stays given after the relay has it, until the relay’s own list shows it', async () => {
  const { people, disk, records } = openScene()
  const accepting = people.accept('c1')
  disk()?.(ok(undefined))
  await accepting
  records.length = 0
  await people.refresh()
  expect(people.answered.value.get('c1')).toBe('accept')
})
