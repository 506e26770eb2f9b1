import { headName, monthName, type DocumentName, type Month } from '@sarangbang/shared/room/documentName.ts'
import { expect, test } from 'vitest'
import type { DocumentReplica } from './documentReplica.ts'
import type { Documents } from './documents.ts'
import { aliceAndBob } from './roomBench.fixture.ts'
import { openRoomDocuments } from './roomDocuments.ts'

const room = aliceAndBob.id
const openFake = (nowMs: number, onDisk: readonly DocumentName[] = []) => {
  const device = { nowMs }
  const held = new Map<DocumentName, number>()
  const documents: Documents = {
    acquire: name => {
      held.set(name, (held.get(name) ?? 0) + 1)
      const log = { envelopes: () => [], observe: () => () => undefined }
      return { name, log, loaded: Promise.resolve() } as unknown as DocumentReplica
    },
    release: ({ name }) => void held.set(name, (held.get(name) ?? 0) - 1),
    onDisk: async () => onDisk,
    close: async () => undefined,
  }
  const opened = openRoomDocuments({ room, documents, now: () => device.nowMs, onChange: () => undefined })
  return Object.assign(device, { opened, held })
}
const names = ({ opened }: ReturnType<typeof openFake>) => opened.opened.value.map(({ name }) => name)
const month = (text: string) => monthName(room, text as Month)

test('a room open over the end of a month opens the next one a day ahead', () => {
  const device = openFake(Date.UTC(2026, 4, 20))
  expect(names(device)).toEqual([headName(room), month('2026-05')])
  device.opened.openLive()
  expect(names(device)).toHaveLength(2)
  device.nowMs = Date.UTC(2026, 4, 31, 12)
  device.opened.openLive()
  expect(names(device)).toEqual([headName(room), month('2026-05'), month('2026-06')])
})

test('older months open youngest first, those the relay tells of later too, and each is let go of once', async () => {
  const device = openFake(Date.UTC(2026, 4, 20))
  expect(device.opened.hasOlder.value).toBe(false)
  device.opened.known([month('2026-03'), month('2026-04'), 'CCCCCCCCCCCCCCCCCCCCCC.2026-02', `${room}.nonsense`])
  expect(device.opened.hasOlder.value).toBe(true)
  expect((await device.opened.openOlder())?.name).toBe(month('2026-04'))
  expect((await device.opened.openOlder())?.name).toBe(month('2026-03'))
  expect(await device.opened.openOlder()).toBeNull()
  expect(device.opened.hasOlder.value).toBe(false)
  device.opened.close()
  expect([...device.held.values()].every(holders => holders === 0)).toBe(true)
})

test('[C3] a month that only this device has can be opened, though no relay names it', async () => {
  const device = openFake(Date.UTC(2026, 4, 20), [month('2026-02'), headName(room), month('2026-05')])
  await Promise.resolve()
  expect(device.opened.hasOlder.value).toBe(true)
  await device.opened.openOlder()
  expect(names(device)).toEqual([headName(room), month('2026-05'), month('2026-02')])
  expect(device.opened.hasOlder.value).toBe(false)
})
