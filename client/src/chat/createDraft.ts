import { createSignal, onCleanup, untrack, type Accessor } from 'solid-js'
import type { RoomReplica } from '../replica/replica.ts'

export interface Draft {
  readonly text: Accessor<string>
  readonly write: (text: string) => void
  /**
   * Takes the text out of the field and hands it to `send`. Until that says it is kept, the draft on disk still holds it; refused,
   * it comes back before whatever was written meanwhile.
   */
  readonly settle: (send: () => Promise<boolean>) => Promise<void>
  /** Sets the draft aside while another message is changed, and takes it up again. */
  readonly setAside: (instead: string) => void
  readonly takeUp: () => void
}

/** What is in the composer and not yet a message: never only in the page (promise 1). */
export const createDraft = (room: RoomReplica): Draft => {
  const [text, setText] = createSignal(untrack(() => room.draft.value))
  const unsettled: string[] = []
  let aside: string | null = null
  const keep = () => room.saveDraft([...unsettled, aside ?? text()].filter(part => part !== '').join('\n'))
  const write = (next: string) => {
    setText(next)
    keep()
  }
  // Written on another device, or given back by a replica that started later than this screen.
  onCleanup(
    room.draft.watch(next => {
      if (text() === '' && aside === null && unsettled.length === 0) setText(next)
    }),
  )
  return {
    text,
    write,
    async settle(send) {
      const sent = text()
      unsettled.push(sent)
      setText('')
      const isKept = await send()
      unsettled.splice(unsettled.indexOf(sent), 1)
      if (!isKept) setText(now => (now === '' ? sent : `${sent}\n${now}`))
      keep()
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
