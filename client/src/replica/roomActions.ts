import type { Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import type { EntryId, SessionNonce } from '@sarangbang/shared/crypto/ids.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import { checkText } from '@sarangbang/shared/room/checkText.ts'
import type { Clock } from '@sarangbang/shared/room/clock.ts'
import { monthName, monthOf, type Month } from '@sarangbang/shared/room/documentName.ts'
import { findItem } from '@sarangbang/shared/room/findItem.ts'
import type { Entry, EntryRef, Stamp } from '@sarangbang/shared/room/entry.ts'
import type { TimelineItem } from '@sarangbang/shared/room/timeline.ts'
import { newEntryId } from './newEntryId.ts'
import type { RoomState } from './openRoomState.ts'
import type { MessageDraft, RoomReplica, WriteFault } from './replica.ts'
import type { StorageFault } from './store/storageFault.ts'
import type { Writing } from './writing.ts'

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

const writeFaultOf = (fault: StorageFault): WriteFault => {
  switch (fault.kind) {
    case 'storage-full':
      return { kind: 'storage-full' }
    case 'storage-timeout':
      return { kind: 'storage-failed', reason: `${fault.doing}: ${fault.limitMs} ms` }
    case 'storage-failed':
      return fault
  }
}

export type RoomActions = Pick<RoomReplica, 'send' | 'edit' | 'react' | 'erase'>

/** What a person does in a room, as entries: stamped, shown at once as pending, journaled, written (docs/life-of-a-message.md). */
export const makeRoomActions = (
  state: RoomState,
  {
    identity,
    clock,
    forgetRecord,
  }: {
    readonly identity: Identity
    readonly clock: Clock
    readonly forgetRecord: (id: EntryId) => Promise<unknown>
  },
): RoomActions => {
  const { room, timeline, writer, unkept, reading } = state
  const me = identity.account

  /** As it stands by now: a message may have been stamped anew since the screen took its reference, and be in another month. */
  const itemOf = (ref: EntryRef): TimelineItem | null => {
    const folded = timeline.timeline.value
    return folded === null ? null : findItem(folded, ref)
  }
  const begin = (
    id = newEntryId(),
  ): { readonly id: EntryId; readonly stamp: Stamp; readonly readUpTo: Stamp | undefined } => ({
    id,
    stamp: clock.tick(),
    readUpTo: reading.mine.value ?? undefined,
  })
  const put = async (
    month: Month,
    entry: Entry,
    also: readonly Writing[] = [],
  ): Promise<Result<EntryRef, WriteFault>> => {
    if (room.founders.some(founder => !room.agreementKeys.has(founder))) return fail({ kind: 'keys-missing' })
    const document = monthName(room.id, month)
    // The disk first: it works while the screen is drawn, and neither waits for the other.
    const writing = writer.write(entry.id, [...also, { document, entry }])
    const pending = timeline.showPending(entry, document)
    const written = await writing
    if (written.ok) return ok({ month, author: me, id: entry.id })
    pending.drop()
    return fail(writeFaultOf(written.error))
  }

  return {
    send: async ({ id, text, replyTo, silent = false }: MessageDraft) => {
      const checked = checkText(text, segmenter)
      if (!checked.ok) return fail(checked.error)
      const base = begin(id)
      return put(monthOf(base.stamp.ms), {
        ...base,
        type: 'message',
        text: checked.value,
        replyTo,
        mentions: [],
        silent,
      })
    },
    edit: async (target, text) => {
      const checked = checkText(text, segmenter)
      if (!checked.ok) return fail(checked.error)
      const item = itemOf(target)
      if (target.author !== me || item?.kind !== 'message') return fail({ kind: 'target-invalid' })
      return put(item.ref.month, { ...begin(), type: 'edit', target: item.ref, text: checked.value, mentions: [] })
    },
    react: async (target, emoji, on) => {
      const item = itemOf(target)
      if (item?.kind !== 'message') return fail({ kind: 'target-invalid' })
      return put(item.ref.month, { ...begin(), type: 'react', target: item.ref, emoji, on })
    },
    erase: async target => {
      // What is still on its way into its document has no place yet that an erasure could name.
      await state.settled()
      const item = itemOf(target)
      if (target.author !== me || item?.kind !== 'message') return fail({ kind: 'target-invalid' })
      const { month } = item.ref
      const document = monthName(room.id, month)
      // Every copy, every edit, and what I said of it myself: nothing of it stays anywhere.
      const erased = timeline.ownEntries(document, ({ entry }) =>
        entry.type === 'edit' || entry.type === 'react' ? entry.target.id === target.id : entry.id === target.id,
      )
      const places = erased.map(({ place }) => ({ session: place.session as SessionNonce, clock: place.clock }))
      const event = { code: 'erased', target: item.ref, stamp: item.stamp } as const
      const result = await put(
        month,
        { ...begin(), type: 'system', event },
        places.length === 0 ? [] : [{ document, erase: places }],
      )
      if (!result.ok) return result
      for (const id of new Set([target.id, ...erased.map(({ entry }) => entry.id)])) {
        unkept.forget(id)
        await forgetRecord(id)
      }
      return result
    },
  }
}
