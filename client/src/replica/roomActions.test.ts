import { expect, test } from 'vitest'
import { kindsInMonths, openRoomBench } from './roomBench.fixture.ts'

test('[C5] a message erased while it is still pending leaves no sealed copy of itself anywhere', async () => {
  const bench = openRoomBench()
  await bench.state.ready
  const sending = bench.actions.send({ text: 'not so' })
  const [item] = bench.state.timeline.timeline.value?.items ?? []
  expect(item?.kind).toBe('message')
  const erased = await bench.actions.erase((item as NonNullable<typeof item>).ref)
  await sending
  await bench.state.writer.idle()
  expect(erased.ok).toBe(true)
  // The erasure itself, and the mark that something was erased: the message's own envelope is gone.
  expect(kindsInMonths(bench).sort()).toEqual(['erase', 'sealed'])
  expect(bench.state.timeline.timeline.value?.items.map(({ kind }) => kind)).toEqual(['erased'])
})

test('[C3] what the journal took is stamped as soon as a key can be made, and never doubled', async () => {
  const bench = openRoomBench()
  await bench.state.ready
  bench.keyring.fault = { kind: 'storage-full' }
  expect((await bench.actions.send({ text: 'one' })).ok).toBe(true)
  await bench.state.settled()
  expect(kindsInMonths(bench)).toEqual([])
  bench.keyring.fault = null
  expect((await bench.actions.send({ text: 'two' })).ok).toBe(true)
  await bench.state.settled()
  expect(kindsInMonths(bench)).toEqual(['sealed', 'sealed'])
  expect(bench.journal.records.flatMap(({ parts }) => parts.map(({ place }) => place !== null))).toEqual([true, true])
  expect(bench.state.timeline.timeline.value?.items).toHaveLength(2)
})

test('[C3] a text given back to the composer leaves nothing in the journal, though the disk was late', async () => {
  const bench = openRoomBench()
  await bench.state.ready
  bench.journal.fault = { kind: 'storage-timeout', doing: 'write', limitMs: 5_000 }
  bench.journal.isLate = true
  const sent = await bench.actions.send({ text: 'once' })
  await bench.state.settled()
  expect(sent).toMatchObject({ ok: false, error: { kind: 'storage-failed' } })
  expect(bench.journal.records).toEqual([])
  expect(bench.state.timeline.timeline.value?.items).toEqual([])
})

test('[C3] two messages at once make one epoch', async () => {
  const bench = openRoomBench()
  await bench.state.ready
  await Promise.all([bench.actions.send({ text: 'one' }), bench.actions.send({ text: 'two' })])
  await bench.state.settled()
  expect(bench.state.documents.head.log.envelopes().map(({ kind }) => kind)).toEqual(['epoch'])
})

test('[C3] a record that cannot be written does not keep the room from opening, nor the records behind it', async () => {
  const first = openRoomBench()
  await first.state.ready
  await first.actions.send({ text: 'kept' })
  await first.state.settled()
  const { journal } = first
  const [good] = journal.records
  if (good === undefined) throw new Error('nothing was journaled')
  const broken = { ...good, id: 'broken' as typeof good.id }
  journal.records.splice(0, 1, { ...broken, parts: [{ ...good.parts[0]!, kind: 'erase', plain: new Uint8Array([9]) }] })
  journal.records.push(good)
  const again = openRoomBench({ journal })
  await again.state.ready
  expect(again.state.timeline.timeline.value?.items.map(({ kind }) => kind)).toEqual(['message'])
  expect(again.state.unkept.records.value.size).toBe(2)
})
