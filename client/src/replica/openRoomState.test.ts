import { parseDocumentName } from '@sarangbang/shared/room/documentName.ts'
import { ok } from '@sarangbang/shared/result.ts'
import { expect, test } from 'vitest'
import { aliceAndBob, itemsOf, makeFakeKeyring, openRoomBench, type RoomBench } from './roomBench.fixture.ts'
import { makeRoomStates } from './roomStates.ts'

const dayMs = 86_400_000
const noon = Date.UTC(2026, 4, 28, 12)

/** A device that wrote so many messages offline, and whose browser then lost the documents and the keys; the journal is there. */
const writeAndLose = async (messages: number) => {
  const bench = openRoomBench()
  await bench.state.ready
  for (let n = 0; n < messages; n++) await bench.actions.send({ text: `offline ${n}` })
  await bench.state.settled()
  bench.state.close()
  return bench.journal
}
/** A disk that takes a key when the test lets it. */
const makeSlowKeyring = () => {
  const keyring = makeFakeKeyring()
  const { add } = keyring
  const [asked, opened] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  keyring.add = async key => {
    asked.resolve()
    await opened.promise
    return add(key)
  }
  return { keyring, open: opened.resolve, asked: asked.promise }
}
/** There is no relay here: how the room would be linked is told. */
const openStates = ({ state }: RoomBench, setMode: (mode: string) => void = () => undefined) =>
  makeRoomStates(() => ({ ...state, links: { ...state.links, setMode } }))
const becomesShown = ({ state }: RoomBench): Promise<void> =>
  new Promise(resolve => {
    state.timeline.timeline.watch(() => resolve())
  })

test('[C3] a disk that takes no key for now keeps a room neither from being linked nor from being shown', async () => {
  const journal = await writeAndLose(5)
  const { keyring, open } = makeSlowKeyring()
  const bench = openRoomBench({ journal, keyring })
  const modes: string[] = []
  const states = openStates(bench, mode => modes.push(mode))
  const held = states.hold(aliceAndBob, 'open')
  const shown = becomesShown(bench)
  await held.state.read
  expect(modes).toEqual(['open'])
  await shown
  expect(itemsOf(bench)).toEqual([])
  expect(journal.records).toHaveLength(5)

  open()
  await held.state.ready
  expect(itemsOf(bench)).toHaveLength(5)
})

test('what the journal has to write is there when the room is first shown', async () => {
  const bench = openRoomBench({ journal: await writeAndLose(5) })
  await becomesShown(bench)
  expect(itemsOf(bench)).toHaveLength(5)
})

test('[C3] a room is linked when no copy by a wrong clock stands in it any more', async () => {
  const wrong = openRoomBench({ timeMs: noon + 4 * dayMs })
  await wrong.state.ready
  for (const text of ['one', 'two']) await wrong.actions.send({ text })
  await wrong.state.settled()
  wrong.state.close()
  const { journal, keyring, disk } = wrong
  const bench = openRoomBench({ journal, keyring, disk, timeMs: noon + 4 * dayMs, offsetMs: -4 * dayMs })
  await bench.state.read
  const kinds = bench.state.documents.opened.value.flatMap(({ name, log }) => {
    const month = parseDocumentName(name)?.month ?? null
    return month === null ? [] : log.envelopes().map(({ kind }) => `${month} ${kind}`)
  })
  expect(kinds.toSorted()).toEqual(['2026-05 sealed', '2026-05 sealed', '2026-06 erase', '2026-06 erase'])
})

test('a room let go of while its journal is read opens no document any more', async () => {
  const journal = await writeAndLose(2)
  const [asked, listed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const list = async () => {
    asked.resolve()
    await listed.promise
    return ok(journal.records)
  }
  const bench = openRoomBench({ journal: { ...journal, list } })
  await asked.promise
  bench.state.close()
  const { opened } = bench.state.documents
  const before = opened.value
  listed.resolve()
  await bench.state.ready
  await bench.state.settled()
  expect(opened.value).toBe(before)
  expect(journal.records).toHaveLength(2)
})

test('a room let go of while its journal is written opens no document any more; the rest waits in the journal', async () => {
  const journal = await writeAndLose(3)
  const { keyring, open, asked } = makeSlowKeyring()
  const bench = openRoomBench({ journal, keyring })
  await asked
  bench.state.close()
  const { opened } = bench.state.documents
  const before = opened.value
  open()
  await bench.state.ready
  await bench.state.settled()
  expect(opened.value).toBe(before)
  expect(journal.records).toHaveLength(3)
  const again = openRoomBench({ journal, keyring })
  await again.state.ready
  expect(itemsOf(again)).toHaveLength(3)
})
