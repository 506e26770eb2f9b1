import { createSignal, Show } from 'solid-js'
import type { PendingSignUp } from '../session/session.ts'
import { AskCode } from './AskCode.tsx'
import { ShowCode } from './ShowCode.tsx'

export interface RecoveryCodeProps {
  readonly pending: PendingSignUp
}

/** A3: the code is shown, then asked back; as long as it has not been, one may look again, after a reload too. */
export function RecoveryCode(props: RecoveryCodeProps) {
  const [asking, setAsking] = createSignal(false)
  return (
    <Show when={asking()} fallback={<ShowCode code={props.pending.recoveryCode} onNoted={() => setAsking(true)} />}>
      <AskCode pending={props.pending} onAgain={() => setAsking(false)} />
    </Show>
  )
}
