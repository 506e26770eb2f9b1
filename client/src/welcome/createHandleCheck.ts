import { createEffect, createSignal, on, onCleanup, type Accessor } from 'solid-js'
import type { Session } from '../session/session.ts'

export type HandleState = 'short' | 'checking' | 'free' | 'taken' | 'invalid' | 'unchecked'

/** A pause in typing this long asks the relay; shorter and every key would, longer and it feels deaf. */
const pauseMs = 350
/** The relay knows no shorter handle (shared/src/api/field.ts). */
const minCharacters = 3

/** A1: whether the handle being typed is free, asked while typing. A late answer about an earlier handle is dropped. */
export const createHandleCheck = (handle: Accessor<string>, check: Session['checkHandle']): Accessor<HandleState> => {
  const [state, setState] = createSignal<HandleState>('short')
  let asked = 0
  createEffect(
    on(handle, typed => {
      asked += 1
      const mine = asked
      if (typed.length < minCharacters) {
        setState('short')
        return
      }
      setState('checking')
      const timer = setTimeout(() => {
        void check(typed).then(answer => {
          if (mine === asked) setState(answer.ok ? answer.value : 'unchecked')
        })
      }, pauseMs)
      onCleanup(() => clearTimeout(timer))
    }),
  )
  return state
}
