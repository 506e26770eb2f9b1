import type { EntryId } from '@sarangbang/shared/crypto/ids.ts'
import { createEffect, createSignal, on, untrack, type Accessor } from 'solid-js'
import { newEntryId } from '../replica/newEntryId.ts'
import type { RoomReplica } from '../replica/replica.ts'
import { joinDraft, type TakenText } from '../replica/store/draftRecord.ts'
import { createWatched } from '../ui/createWatched.ts'

export interface Draft {
  readonly text: Accessor<string>
  readonly write: (text: string) => void
  /**
   * Takes the text out of the field, to be sent under this id. Until it is settled the draft on disk still holds it, beside its field;
   * settled as not kept, it comes back before whatever was written meanwhile.
   */
  readonly take: () => { readonly id: EntryId; readonly settle: (isKept: boolean) => void }
  /** Sets the draft aside while another message is changed, and takes it up again. */
  readonly setAside: (instead: string) => void
  readonly takeUp: () => void
}

/** What is in the composer and not yet a message: never only in the page (promise 1). */
export const createDraft = (room: RoomReplica): Draft => {
  const [text, setText] = createSignal(untrack(() => room.draft.value))
  const unsettled: TakenText[] = []
  let aside: string | null = null
  const keep = () => room.saveDraft(aside ?? text(), [...unsettled])
  const write = (next: string) => {
    setText(next)
    keep()
  }
  const stored = createWatched(() => room.draft)
  // Written on another device, or read by a replica that started later than this screen.
  createEffect(
    on(
      stored,
      next => {
        if (untrack(text) === '' && aside === null && unsettled.length === 0) setText(next)
      },
      { defer: true },
    ),
  )
  return {
    text,
    write,
    take() {
      const taken = { id: newEntryId(), text: untrack(text) }
      unsettled.push(taken)
      setText('')
      // After the journal has been asked, in the same breath: the message does not wait for its draft.
      queueMicrotask(keep)
      return {
        id: taken.id,
        settle(isKept) {
          unsettled.splice(unsettled.indexOf(taken), 1)
          if (!isKept) setText(now => joinDraft({ text: now, taken: [taken] }))
          keep()
        },
      }
    },
    setAside(instead) {
      aside ??= text()
      setText(instead)
    },
    takeUp() {
      setText(aside ?? '')
      aside = null
    },
  }
}
