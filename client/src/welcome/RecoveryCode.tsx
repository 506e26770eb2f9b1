import { createSignal, onCleanup, onMount, Show } from 'solid-js'
import type { PendingSignUp } from '../session/session.ts'
import { AskCode } from './AskCode.tsx'
import { ShowCode } from './ShowCode.tsx'

export interface RecoveryCodeProps {
  readonly pending: PendingSignUp
}

/** A3: the code is shown, then asked back; as long as it has not been, one may look again. Leaving the page asks first. */
export function RecoveryCode(props: RecoveryCodeProps) {
  const [asking, setAsking] = createSignal(false)
  const holdPage = (event: BeforeUnloadEvent) => event.preventDefault()
  onMount(() => addEventListener('beforeunload', holdPage))
  onCleanup(() => removeEventListener('beforeunload', holdPage))
  return (
    <Show when={asking()} fallback={<ShowCode code={props.pending.recoveryCode} onNoted={() => setAsking(true)} />}>
      <AskCode pending={props.pending} onAgain={() => setAsking(false)} />
    </Show>
  )
}
