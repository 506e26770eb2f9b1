import { createEffect, createSignal, onCleanup, type Accessor } from 'solid-js'
import type { Session } from '../session/session.ts'
import { makeHandleQuestion, type HandleState } from './makeHandleQuestion.ts'

/** A1: whether the handle being typed is free, as a signal that follows the typing. */
export const createHandleCheck = (handle: Accessor<string>, check: Session['checkHandle']): Accessor<HandleState> => {
  const [state, setState] = createSignal<HandleState>('short')
  const question = makeHandleQuestion(check, setState)
  createEffect(() => question.typed(handle()))
  onCleanup(() => question.close())
  return state
}
