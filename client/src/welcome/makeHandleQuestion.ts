import type { Session } from '../session/session.ts'

export type HandleState = 'short' | 'checking' | 'free' | 'taken' | 'invalid' | 'unchecked'

/** A pause in typing this long asks the relay; shorter and every key would, longer and it feels deaf. */
const pauseMs = 350
/** The relay knows no shorter handle (shared/src/api/field.ts). */
const minCharacters = 3

/**
 * A1: asks whether the handle being typed is free, once the typing pauses. `show` hears every change of the answer; a late answer
 * about an earlier handle is dropped. `unchecked`: nobody could be asked.
 */
export const makeHandleQuestion = (check: Session['checkHandle'], show: (state: HandleState) => void) => {
  let asked = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const ask = async (handle: string) => {
    const mine = asked
    const answer = await check(handle)
    if (mine === asked) show(answer.ok ? answer.value : 'unchecked')
  }
  const forget = () => {
    asked += 1
    clearTimeout(timer)
  }
  return {
    typed(handle: string) {
      forget()
      if (handle.length < minCharacters) {
        show('short')
        return
      }
      show('checking')
      timer = setTimeout(() => void ask(handle), pauseMs)
    },
    close: forget,
  }
}
