import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { itemsOf, kindsInMonths, openRoomBench, type RoomBench } from './roomBench.fixture.ts'

/** Brings each device what the other has, until neither has anything new. */
const meet = async (one: RoomBench, other: RoomBench): Promise<void> => {
  for (let round = 0; round < 3; round++) {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      for (const { name, log } of from.state.documents.opened.value) {
        const target = to.state.documents.documentOf(name).log
        const admitted = await target.admit(Y.encodeStateAsUpdate(log.doc, Y.encodeStateVector(target.doc)), from)
        expect(admitted).toMatchObject({ ok: true })
      }
      await to.state.settled()
      await to.state.settled()
    }
  }
}
/** Of the one message nothing stands but the mark that it was erased. */
const expectMarkAlone = (device: RoomBench): void => {
  expect(itemsOf(device).map(({ kind }) => kind)).toEqual(['erased'])
  expect(kindsInMonths(device).filter(kind => kind === 'sealed')).toHaveLength(1)
}

test('[C5] an edit written on one device while another erased the message is erased as well, everywhere', async () => {
  const phone = openRoomBench()
  const desk = openRoomBench({ keyring: phone.keyring })
  await Promise.all([phone.state.ready, desk.state.ready])
  await phone.actions.send({ text: 'not so' })
  await phone.state.settled()
  await meet(phone, desk)
  const [item] = itemsOf(desk)
  if (item === undefined) throw new Error('nothing came')

  expect((await desk.actions.edit(item.ref, 'not quite so')).ok).toBe(true)
  expect((await desk.actions.react(item.ref, '👍', true)).ok).toBe(true)
  await desk.state.settled()
  expect((await phone.actions.erase(item.ref)).ok).toBe(true)
  await phone.state.settled()
  await meet(phone, desk)
  for (const device of [phone, desk]) expectMarkAlone(device)
})

test('[C5] a copy that an old device brings back is erased by the author who sees it', async () => {
  const phone = openRoomBench()
  await phone.state.ready
  await phone.actions.send({ text: 'not so' })
  await phone.state.settled()
  const [record] = phone.journal.records
  const [item] = itemsOf(phone)
  if (record === undefined || item === undefined) throw new Error('nothing was said')
  await phone.actions.erase(item.ref)
  await phone.state.settled()
  // Restored from a backup: its journal has the message still, its documents nothing.
  const restored = openRoomBench({ keyring: phone.keyring })
  restored.journal.records.push({ ...record, parts: record.parts.map(part => ({ ...part, place: null })) })
  await restored.state.ready
  await restored.state.settled()
  expect(kindsInMonths(restored)).toContain('sealed')
  await meet(restored, phone)
  for (const device of [restored, phone]) expectMarkAlone(device)
})

test('[C5] what an erasure knew of is named once: nothing is swept after it', async () => {
  const bench = openRoomBench()
  await bench.state.ready
  await bench.actions.send({ text: 'not so' })
  const [item] = itemsOf(bench)
  if (item === undefined) throw new Error('nothing was said')
  await bench.actions.edit(item.ref, 'not quite so')
  await bench.actions.erase(item.ref)
  await bench.state.settled()
  await bench.state.settled()
  expect(kindsInMonths(bench).toSorted()).toEqual(['erase', 'sealed'])
})
