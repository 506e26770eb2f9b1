import {
  headName,
  parseDocumentName,
  type DocumentName,
  type Month,
  monthName,
} from '@sarangbang/shared/room/documentName.ts'
import type { MessageEntry, RegisterEntry } from '@sarangbang/shared/room/entry.ts'
import { expect, test } from 'vitest'
import { aliceAndBob, entryId, openRoomBench, type RoomBench } from './roomBench.fixture.ts'

const noon = Date.UTC(2026, 4, 28, 12)
const head = headName(aliceAndBob.id)
const may = monthName(aliceAndBob.id, '2026-05' as Month)
const openBench: typeof openRoomBench = options => openRoomBench({ timeMs: noon, ...options })
/** The same device after its page has died; `lose` what the disk had not taken yet. */
const restart = (bench: RoomBench, lose: readonly DocumentName[] = []): RoomBench => {
  bench.state.close()
  const disk = new Map([...bench.disk].filter(([name]) => !lose.includes(name)))
  return openBench({ journal: bench.journal, keyring: bench.keyring, disk, timeMs: noon + 60_000 })
}

const stamp = { ms: noon, counter: 0 }
const id = entryId('question')
const register: RegisterEntry = { type: 'register', id, stamp, name: 'asked/1', value: new Uint8Array([1]) }
const message: MessageEntry = { type: 'message', id, stamp, text: 'a question', mentions: [], silent: false }
const envelopesIn = ({ state }: RoomBench, name: DocumentName, kind = 'sealed') =>
  state.documents
    .documentOf(name)
    .log.envelopes()
    .filter(envelope => envelope.kind === kind)

const ask = async (): Promise<RoomBench> => {
  const bench = openBench()
  await bench.state.ready
  await bench.state.writer.write(id, [
    { document: head, entry: register },
    { document: may, entry: message },
  ])
  await bench.state.settled()
  expect([envelopesIn(bench, head), envelopesIn(bench, may)].map(({ length }) => length)).toEqual([1, 1])
  return bench
}

test('[C3] of a record that spans head and month, what the disk has stands and what it lost is written again', async () => {
  const first = await ask()
  const placesBefore = first.journal.records[0]?.parts.map(({ place }) => place)
  const again = restart(first, [may])
  await again.state.ready
  await again.state.settled()
  expect([envelopesIn(again, head), envelopesIn(again, may)].map(({ length }) => length)).toEqual([1, 1])
  const [headPlace, monthPlace] = again.journal.records[0]?.parts.map(({ place }) => place) ?? []
  expect(headPlace).toEqual(placesBefore?.[0])
  expect(monthPlace).toMatchObject({ session: envelopesIn(again, may)[0]?.session })
  expect(monthPlace?.session).not.toBe(placesBefore?.[1]?.session)
})

test('[C3] its tick waits for each part where it stands: the head alone at the relay keeps nothing', async () => {
  const bench = await ask()
  const keep = (name: DocumentName): void => {
    const { log, kept } = bench.state.documents.documentOf(name)
    kept.merge(new Map([[log.doc.clientID, 1_000]]))
  }
  keep(head)
  expect(bench.journal.records).toHaveLength(1)
  keep(may)
  expect(bench.journal.records).toEqual([])
})

test('[C3] places that the journal never heard of are found again by id, and nothing is written twice', async () => {
  const first = openBench()
  first.journal.place = async () => ({ ok: true, value: undefined })
  await first.state.ready
  await first.actions.send({ text: 'once' })
  await first.state.settled()
  expect(first.journal.records[0]?.parts[0]?.place).toBeNull()
  const again = restart(first)
  await again.state.ready
  await again.state.settled()
  expect(envelopesIn(again, may)).toHaveLength(1)
})

test('[C3] in the head as well: start after start, a register whose place the journal never heard of stands there once', async () => {
  let bench = openBench()
  bench.journal.place = async () => ({ ok: true, value: undefined })
  await bench.state.ready
  await bench.state.writer.write(id, [
    { document: head, entry: register },
    { document: may, entry: message },
  ])
  await bench.state.settled()
  for (let start = 0; start < 3; start++) {
    bench = restart(bench)
    await bench.state.ready
    await bench.state.settled()
  }
  expect(bench.state.unkept.records.value.size).toBe(1)
  expect([envelopesIn(bench, head), envelopesIn(bench, may)].map(({ length }) => length)).toEqual([1, 1])
})

test('[C3] in a month that is over it is found as well: the month is read and folded before anything is written', async () => {
  const first = openBench({ timeMs: Date.UTC(2026, 1, 3) })
  first.journal.place = async () => ({ ok: true, value: undefined })
  await first.state.ready
  await first.actions.send({ text: 'in february' })
  await first.state.settled()
  const again = restart(first)
  await again.state.ready
  await again.state.settled()
  const february = monthName(aliceAndBob.id, '2026-02' as Month)
  expect(envelopesIn(again, february)).toHaveLength(1)
  expect(again.state.documents.opened.value.map(({ name }) => parseDocumentName(name)?.month)).toContain('2026-02')
})

test('[C5] an erasure whose page died before it let go of the message: the message is not written again', async () => {
  const first = openBench()
  await first.state.ready
  await first.actions.send({ text: 'not so' })
  await first.state.settled()
  const [record] = first.journal.records
  const [item] = first.state.timeline.timeline.value?.items ?? []
  if (record === undefined || item === undefined) throw new Error('nothing was said')
  await first.actions.erase(item.ref)
  first.journal.records.unshift(record)
  const again = restart(first, [may])
  await again.state.ready
  await again.state.settled()
  expect(again.state.timeline.timeline.value?.items.map(({ kind }) => kind)).toEqual(['erased'])
  expect(envelopesIn(again, may)).toHaveLength(1)
  expect(envelopesIn(again, may, 'erase')).toHaveLength(1)
  expect(again.journal.records.map(({ id: one }) => one)).not.toContain(record.id)
})

test('a journal that cannot be read leaves the room as the documents have it', async () => {
  const first = openBench()
  await first.state.ready
  await first.actions.send({ text: 'kept' })
  await first.state.settled()
  first.journal.list = async () => ({ ok: false, error: { kind: 'storage-failed', reason: 'damaged' } })
  const again = restart(first)
  await again.state.ready
  expect(again.state.timeline.timeline.value?.items).toHaveLength(1)
})
