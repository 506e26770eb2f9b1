import { createSignal, type Accessor } from 'solid-js'
import type { Connection } from '@sarangbang/shared/api/index.ts'
import type { ConnectionAnswer } from '../replica/relayWork.ts'
import { words } from '../i18n/words.ts'
import type { People } from '../session/session.ts'
import { createWatched } from '../ui/createWatched.ts'
import { showToast } from '../ui/toast.ts'

export interface Answers {
  /** What I answered and the relay has not confirmed: the row waits. */
  readonly answerOf: (id: string) => ConnectionAnswer | undefined
  readonly answer: (connection: Connection, answer: ConnectionAnswer) => Promise<void>
}

/** Answers under way outlive the screen they were given on; across a reload, the outbox remembers those it holds. */
const kept = new WeakMap<People, ReturnType<typeof remember>>()
const remember = (people: People) => {
  const [given, setGiven] = createSignal<ReadonlyMap<string, ConnectionAnswer>>(new Map())
  const made = { given, setGiven }
  kept.set(people, made)
  return made
}

/** My answers to requests, remembered until the relay's own list shows them. */
export const createAnswers = (people: People, isOffline: Accessor<boolean>): Answers => {
  const { given, setGiven } = kept.get(people) ?? remember(people)
  const queued = createWatched(() => people.answered)
  return {
    answerOf: id => given().get(id) ?? queued().get(id),
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
