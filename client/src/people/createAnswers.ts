import { createSignal, type Accessor } from 'solid-js'
import type { Connection } from '@sarangbang/shared/api/index.ts'
import { words } from '../i18n/words.ts'
import type { People } from '../session/session.ts'
import { showToast } from '../ui/toast.ts'

export type Answer = 'accept' | 'decline' | 'withdraw'
export interface Answers {
  /** What I answered and the relay has not confirmed: the row waits. */
  readonly answerOf: (id: string) => Answer | undefined
  readonly answer: (connection: Connection, answer: Answer) => Promise<void>
}

/** Answers under way outlive the screen they were given on. */
const kept = new WeakMap<People, ReturnType<typeof remember>>()
const remember = (people: People) => {
  const [given, setGiven] = createSignal<ReadonlyMap<string, Answer>>(new Map())
  const made = { given, setGiven }
  kept.set(people, made)
  return made
}

/** My answers to requests, remembered until the relay's own list shows them. */
export const createAnswers = (people: People, isOffline: Accessor<boolean>): Answers => {
  const { given, setGiven } = kept.get(people) ?? remember(people)
  return {
    answerOf: id => given().get(id),
    async answer(connection, answer) {
      setGiven(now => new Map(now).set(connection.id, answer))
      try {
        await people[answer](connection.id)
        if (isOffline()) showToast({ text: words().people.kept })
      } catch {
        // The outbox could not write it down: nothing is promised, the buttons come back.
        setGiven(now => new Map([...now].filter(([id]) => id !== connection.id)))
        showToast({ text: words().people.failedTitle })
      }
    },
  }
}
