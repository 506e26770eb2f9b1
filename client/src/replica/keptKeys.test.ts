import { headName } from '@sarangbang/shared/room/documentName.ts'
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { aliceAndBob, openRoomBench } from './roomBench.fixture.ts'

test('[C3] a message is kept, and leaves the journal, when its month and its key are both on somebody else’s disk', async () => {
  const { state, actions, journal } = openRoomBench()
  await state.ready
  await actions.send({ text: '안녕' })
  await state.settled()
  const clocksOf = (name: string) => {
    const document = state.documents.opened.value.find(one => one.name === name)
    if (document === undefined) throw new Error(`${name} is not open`)
    return { kept: document.kept, clocks: Y.decodeStateVector(Y.encodeStateVector(document.log.doc)) }
  }
  const tick = () => {
    const item = state.timeline.timeline.value?.items.find(({ kind }) => kind === 'message')
    return item === undefined ? null : state.tickOf(item)
  }
  const month = state.documents.opened.value.find(
    ({ name, log }) => name !== headName(aliceAndBob.id) && log.envelopes().length > 0,
  )
  const [inMonth, inHead] = [clocksOf(month?.name ?? ''), clocksOf(headName(aliceAndBob.id))]
  inMonth.kept.mergeFromRelay(inMonth.clocks)
  expect([tick(), journal.records.length, state.unkept.messages()]).toEqual(['written', 1, 1])
  inHead.kept.mergeFromPeer(inHead.clocks)
  expect([tick(), journal.records.length, state.unkept.messages()]).toEqual(['kept', 0, 0])
  state.close()
})
