import type { AccountId, EntryId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { fail, ok } from '@sarangbang/shared/result.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openRoomDrafts } from './roomDrafts.ts'
import type { AccountDatabase } from './store/accountDatabase.ts'
import type { DraftRecord } from './store/draftRecord.ts'
import { openDrafts } from './store/drafts.ts'

const me = 'minji' as AccountId
const room = 'room' as RoomId
const letter = { id: 'letter' as EntryId, text: '긴 편지' }

/** One device: localStorage, and a database of drafts and of the ids in its journal, which can be made silent. */
const makeDevice = () => {
  const mirror = new Map<string, string>()
  const storage = {
    get length() {
      return mirror.size
    },
    key: (at: number) => [...mirror.keys()][at] ?? null,
    getItem: (key: string) => mirror.get(key) ?? null,
    setItem: (key: string, value: string) => void mirror.set(key, value),
    removeItem: (key: string) => void mirror.delete(key),
  }
  vi.stubGlobal('localStorage', storage)
  const rows = new Map<RoomId, DraftRecord>()
  const journal = new Set<EntryId>()
  const state = { isSilent: false, nowMs: 100 }
  const store = {
    getAllKeys: async () => [...rows.keys()],
    getAll: async () => [...rows.values()],
    get: async (key: RoomId) => rows.get(key),
    put: async (draft: DraftRecord) => void rows.set(draft.room, draft),
    delete: async (key: RoomId) => void rows.delete(key),
    index: () => ({ getKey: async (id: EntryId) => (journal.has(id) ? 1 : undefined) }),
  }
  const run = async (work: (tx: unknown) => Promise<unknown>) =>
    state.isSilent ? fail({ kind: 'storage-timeout', doing: 'drafts', limitMs: 5_000 }) : ok(await work({ store }))
  const database = {
    read: (_store: string, work: (tx: unknown) => Promise<unknown>) => run(work),
    write: (_store: string, _durability: string, work: (tx: unknown) => Promise<unknown>) => run(work),
    report: () => undefined,
  } as unknown as AccountDatabase
  const key = `sarangbang.draft/${me}/${room}`
  return {
    state,
    rows,
    journal,
    mirrored: (): DraftRecord | null => JSON.parse(mirror.get(key) ?? 'null') as DraftRecord | null,
    setMirror: (draft: Omit<DraftRecord, 'room'>) => void mirror.set(key, JSON.stringify(draft)),
    dropMirror: () => mirror.clear(),
    /** As a tab does at its start. */
    start: () => openRoomDrafts(openDrafts(database, me), () => state.nowMs++),
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('[C3] a message under way stands in no field, and on the disk until the journal has answered', async () => {
  const device = makeDevice()
  const drafts = device.start()
  await drafts.isRead
  const field = drafts.of(room)
  drafts.save(room, letter.text)
  const taken = drafts.take(room)
  expect(field.value).toBe('')
  await Promise.resolve()
  expect(device.mirrored()).toMatchObject({ text: '', taken: [{ id: taken.id, text: letter.text }] })
  drafts.save(room, '다음')
  taken.settle(true)
  expect(field.value).toBe('다음')
  expect(device.mirrored()).toMatchObject({ text: '다음', taken: [] })
})

test('[C3] texts the disk refused come back before what was written meanwhile, whichever is refused first', async () => {
  const device = makeDevice()
  const drafts = device.start()
  await drafts.isRead
  drafts.save(room, '하나')
  const first = drafts.take(room)
  drafts.save(room, '둘')
  const second = drafts.take(room)
  drafts.save(room, '셋')
  second.settle(false)
  expect(device.mirrored()).toMatchObject({ text: '둘\n셋', taken: [{ text: '하나' }] })
  first.settle(false)
  expect(drafts.of(room).value).toBe('하나\n둘\n셋')
  expect(device.mirrored()).toMatchObject({ text: '하나\n둘\n셋', taken: [] })
})

test('[C3] a draft the database cannot be asked for is shown from localStorage, and the row is not overwritten unread', async () => {
  const device = makeDevice()
  device.setMirror({ text: '긴 편지', savedMs: 5 })
  device.rows.set(room, { room, text: '다른 탭의 편지', savedMs: 6 })
  device.state.isSilent = true
  const drafts = device.start()
  await vi.advanceTimersByTimeAsync(10)
  expect(drafts.of(room).value).toBe('긴 편지')
  drafts.save(room, '긴 편지ㅋ')
  device.state.isSilent = false
  expect(device.mirrored()).toMatchObject({ text: '긴 편지ㅋ' })
  expect(device.rows.get(room)).toMatchObject({ text: '다른 탭의 편지' })
  await vi.advanceTimersByTimeAsync(2_000)
  await drafts.isRead
  expect(drafts.of(room).value).toBe('다른 탭의 편지\n긴 편지ㅋ')
  expect(device.rows.get(room)).toMatchObject({ text: '다른 탭의 편지\n긴 편지ㅋ' })
  expect(device.mirrored()).toMatchObject({ text: '다른 탭의 편지\n긴 편지ㅋ' })
})

test('[C3] typed before the database has answered, the draft it holds goes before it and neither is lost', async () => {
  const device = makeDevice()
  device.rows.set(room, { room, text: '긴 편지', taken: [letter], savedMs: 5 })
  const drafts = device.start()
  drafts.save(room, 'ㅋ')
  const taken = drafts.take(room)
  drafts.save(room, 'ㅎ')
  await drafts.isRead
  expect(drafts.of(room).value).toBe(`${letter.text}\n긴 편지\nㅎ`)
  expect(device.rows.get(room)?.taken).toEqual([{ id: taken.id, text: 'ㅋ' }])
})

test('what another tab saved since this one looked into localStorage is shown as it is', async () => {
  const device = makeDevice()
  device.setMirror({ text: '긴', savedMs: 5 })
  device.rows.set(room, { room, text: '긴 편지', savedMs: 6 })
  const drafts = device.start()
  const field = drafts.of(room)
  expect(field.value).toBe('긴')
  await drafts.isRead
  expect(field.value).toBe('긴 편지')
})

test('[C3] what a dead page had taken is in the field again where it is no message, and gone for good where it is', async () => {
  for (const isMessage of [false, true]) {
    const device = makeDevice()
    device.setMirror({ text: '다음', taken: [letter], savedMs: 5 })
    if (isMessage) device.journal.add(letter.id)
    for (const start of ['first', 'later']) {
      const drafts = device.start()
      await drafts.isRead
      expect([start, drafts.of(room).value]).toEqual([start, isMessage ? '다음' : `${letter.text}\n다음`])
      // Others have it by the next start.
      device.journal.clear()
    }
  }
})

test('[C3] a tab that finds a taken text to be a message takes it off the disk, and nothing that was saved later', async () => {
  const device = makeDevice()
  device.setMirror({ text: '다', taken: [letter], savedMs: 5 })
  device.rows.set(room, { room, text: '다', taken: [letter], savedMs: 5 })
  device.journal.add(letter.id)
  const drafts = device.start()
  // By the tab that had taken it, in the moment in which this one reads.
  device.setMirror({ text: '다음', savedMs: 9 })
  device.rows.set(room, { room, text: '다음', savedMs: 9 })
  await drafts.isRead
  expect(device.mirrored()).toMatchObject({ text: '다음' })
  expect(device.rows.get(room)).toMatchObject({ text: '다음' })
})

test('[A2] of an account that was signed out in another tab nothing is written into localStorage', async () => {
  const device = makeDevice()
  const drafts = device.start()
  await drafts.isRead
  localStorage.setItem(`sarangbang.forgotten/${me}`, '1')
  drafts.save(room, '비밀')
  expect(device.mirrored()).toBeNull()
})

test('an account that is closed asks its database no more', async () => {
  const device = makeDevice()
  device.state.isSilent = true
  const drafts = device.start()
  await vi.advanceTimersByTimeAsync(10)
  expect(vi.getTimerCount()).toBe(1)
  drafts.close()
  expect(vi.getTimerCount()).toBe(0)
})
