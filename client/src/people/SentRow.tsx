import type { Connection } from '@sarangbang/shared/api/index.ts'
import { words } from '../i18n/words.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import styles from './PersonRow.module.css'

export interface SentRowProps {
  readonly connection: Connection
  readonly withdrawing: boolean
  readonly busy: boolean
  readonly onWithdraw: () => void
}

/** Somebody I asked, who has not answered. */
export function SentRow(props: SentRowProps) {
  const other = () => props.connection.other
  return (
    <li class={styles.row}>
      <Avatar id={other().keys.account} name={other().nickname} />
      <div class={styles.words}>
        <span class={styles.name}>{other().nickname}</span>
        <span class={styles.detail}>{props.withdrawing ? words().people.kept : words().people.waitingForThem}</span>
      </div>
      <Button
        tone="quiet"
        disabled={props.withdrawing}
        busy={props.busy}
        aria-label={words().people.withdrawOf(other().nickname)}
        onClick={() => props.onWithdraw()}
      >
        {words().people.withdraw}
      </Button>
    </li>
  )
}
