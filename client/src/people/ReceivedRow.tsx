import type { Connection } from '@sarangbang/shared/api/index.ts'
import { Show } from 'solid-js'
import type { ConnectionAnswer } from '../replica/relayWork.ts'
import { words } from '../i18n/words.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import styles from './PersonRow.module.css'

export interface ReceivedRowProps {
  readonly connection: Connection
  readonly answered: ConnectionAnswer | undefined
  /** An answer is on its way to the disk. */
  readonly busy: boolean
  readonly onAnswer: (answer: 'accept' | 'decline') => void
}

/** Somebody wants to be friends: 거절 and 수락. Once answered, it waits for the relay without asking again. */
export function ReceivedRow(props: ReceivedRowProps) {
  const other = () => props.connection.other
  return (
    <li class={styles.row} data-tall="">
      <Avatar id={other().keys.account} name={other().nickname} />
      <div class={styles.words}>
        <span class={styles.name}>{other().nickname}</span>
        <span class={styles.detail}>{words().people.wants(other().nickname)}</span>
        <Show when={!props.answered} fallback={<span class={styles.state}>{words().people.kept}</span>}>
          <div class={styles.answers}>
            <Button
              busy={props.busy}
              aria-label={words().people.declineOf(other().nickname)}
              onClick={() => props.onAnswer('decline')}
            >
              {words().people.decline}
            </Button>
            <Button
              tone="primary"
              busy={props.busy}
              aria-label={words().people.acceptOf(other().nickname)}
              onClick={() => props.onAnswer('accept')}
            >
              {words().people.accept}
            </Button>
          </div>
        </Show>
      </div>
    </li>
  )
}
