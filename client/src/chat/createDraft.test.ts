import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { ok } from '@sarangbang/shared/result.ts'
import { createRoot } from 'solid-js'
import { expect, test, vi } from 'vitest'
import type { RoomReplica } from '../replica/replica.ts'
import { openRoomDrafts } from '../replica/roomDrafts.ts'
import { joinDraft, type DraftRecord } from '../replica/store/draftRecord.ts'
import { createDraft, type Draft } from './createDraft.ts'

// Node is given Solid's build for servers, in which nothing follows anything.
vi.mock('solid-js', () => import('solid-js/dist/solid.js' as string))

const id = 'room' as RoomId
const openRoom = async () => {
  let disk: DraftRecord | null = null
  const drafts = openRoomDrafts(
    {
      save: async draft => {
        disk = draft
        return ok(undefined)
      },
      amend: async () => ok(undefined),
      mirror: () => undefined,
      mirrored: () => [],
      list: async () => ok([]),
      journaled: async () => new Set(),
    },
    () => 1,
  )
  await drafts.isRead
  const room = {
    draft: drafts.of(id),
    saveDraft: text => drafts.save(id, text),
    takeDraft: () => drafts.take(id),
  } satisfies Partial<RoomReplica> as unknown as RoomReplica
  return {
    openComposer: (): { readonly draft: Draft; readonly close: () => void } =>
      createRoot(close => ({ draft: createDraft(room), close })),
    onDisk: () => (disk === null ? '' : joinDraft(disk)),
  }
}

test('[C3] a text the disk refused while its writer had begun to change another message waits in the draft', async () => {
  const { openComposer, onDisk } = await openRoom()
  const { draft } = openComposer()
  draft.write('긴 편지')
  const taken = draft.take()
  await Promise.resolve()
  draft.setAside('지난 글')
  taken.settle(false)
  expect(draft.text()).toBe('지난 글')
  expect(onDisk()).toBe('긴 편지')
  draft.setAside('지난 글, 고침')
  draft.takeUp()
  expect(draft.text()).toBe('긴 편지')
  expect(onDisk()).toBe('긴 편지')
})

test('[C3] what is typed after leaving the room and coming back stays when the earlier message is on the disk', async () => {
  const { openComposer, onDisk } = await openRoom()
  const first = openComposer()
  first.draft.write('하나')
  const taken = first.draft.take()
  await Promise.resolve()
  first.close()
  const { draft } = openComposer()
  // Once: it stands in the timeline.
  expect(draft.text()).toBe('')
  draft.write('다음')
  expect(onDisk()).toBe('하나\n다음')
  taken.settle(true)
  expect([draft.text(), onDisk()]).toEqual(['다음', '다음'])
})

test('[C3] refused after its room was left and opened again, a text is in the field of the new screen', async () => {
  const { openComposer, onDisk } = await openRoom()
  const first = openComposer()
  first.draft.write('하나')
  const taken = first.draft.take()
  await Promise.resolve()
  first.close()
  const { draft } = openComposer()
  draft.write('다음')
  taken.settle(false)
  expect([draft.text(), onDisk()]).toEqual(['하나\n다음', '하나\n다음'])
})
