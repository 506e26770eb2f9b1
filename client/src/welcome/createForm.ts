import type { Result } from '@sarangbang/shared/result.ts'
import { createSignal } from 'solid-js'
import type { SessionFault } from '../session/session.ts'
import { createSubmit } from './createSubmit.ts'

export interface FormOptions {
  /** Whether there is anything to send; each field says itself what is wrong with it. */
  readonly isRight: () => boolean
  readonly send: () => Promise<Result<unknown, SessionFault>>
}

/** A form that sends to the relay: whether that was tried, what came of it, and sending once at a time. */
export const createForm = ({ isRight, send }: FormOptions) => {
  const [tried, setTried] = createSignal(false)
  const [fault, setFault] = createSignal<SessionFault | null>(null)
  const { busy, submit } = createSubmit(async () => {
    setTried(true)
    setFault(null)
    if (!isRight()) return
    const answer = await send()
    if (!answer.ok) setFault(answer.error)
  })
  /** What was sent is being changed: what came of it is said no longer. */
  const forgetFault = () => setFault(null)
  return {
    /** From the first time on, empty fields are said to be. */
    tried,
    fault,
    busy,
    submit: (event: Parameters<typeof submit>[0]) => void submit(event),
    forgetFault,
    reset: () => {
      setTried(false)
      forgetFault()
    },
  }
}
