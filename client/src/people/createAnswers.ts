import type { Connection } from '@sarangbang/shared/api/index.ts'
import type { Accessor } from 'solid-js'
import { words } from '../i18n/words.ts'
import type { ConnectionAnswer } from '../replica/relayWork.ts'
import type { People } from '../session/session.ts'
import { createWatched } from '../ui/createWatched.ts'
import { showToast } from '../ui/toast.ts'

export interface Answers {
  /** What I answered, once it is on this disk: the row waits for the relay. */
  readonly answerOf: (id: string) => ConnectionAnswer | undefined
  /** Pressed, and not yet on the disk: the buttons wait. */
  readonly isUnderWay: (id: string) => boolean
  readonly answer: (connection: Connection, answer: ConnectionAnswer) => Promise<void>
}

/** My answers to requests, and what is said of them. */
export const createAnswers = (people: People, isOffline: Accessor<boolean>): Answers => {
  const answered = createWatched(() => people.answered)
  const answering = createWatched(() => people.answering)
  return {
    answerOf: id => answered().get(id),
    isUnderWay: id => answering().has(id),
    async answer(connection, answer) {
      try {
        await people[answer](connection.id)
        if (isOffline()) showToast({ text: words().people.kept })
      } catch {
        // The outbox could not write it down: nothing is promised, the buttons are there again.
        showToast({ text: words().people.failedTitle })
      }
    },
  }
}
