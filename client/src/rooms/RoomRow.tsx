import { printedMs } from '@sarangbang/shared/room/printedMs.ts'
import { Match, Show, Switch } from 'solid-js'
import { formats } from '../i18n/formats.ts'
import { words } from '../i18n/words.ts'
import type { RoomSummary } from '../replica/replica.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Row } from '../ui/Row.tsx'
import { Ticks } from '../ui/Ticks.tsx'
import { sayPreview } from './sayPreview.ts'
import styles from './RoomRow.module.css'
import { sayName } from './sayName.ts'

export interface RoomRowProps {
  readonly room: RoomSummary
  readonly nowMs: number
  readonly chosen: boolean
  /** The relay does not answer: what is only written here waits. */
  readonly offline: boolean
}

/** A conversation in the list: who, when, the last of it, and what waits. */
export function RoomRow(props: RoomRowProps) {
  const name = () => (props.room.kind === 'self' ? words().rooms.selfRoom : sayName(props.room.other))
  const last = () => props.room.last
  // What is being written in the open room is in sight already.
  const draft = () => (props.chosen ? '' : props.room.draft.trim())
  return (
    <Row
      leading={<Avatar id={props.room.other.keys.account} name={sayName(props.room.other)} />}
      title={name()}
      time={
        <Show when={last()}>
          {now => (
            <time class={styles.when} dateTime={new Date(printedMs(now().item)).toISOString()}>
              {formats().when(printedMs(now().item), props.nowMs)}
            </time>
          )}
        </Show>
      }
      fresh={props.room.unread > 0}
      chosen={props.chosen}
      detail={
        <Switch fallback={words().rooms.noMessages}>
          <Match when={draft()}>
            <span class={styles.draft}>{words().rooms.draft}</span> {draft().slice(0, 200).toWellFormed()}
          </Match>
          <Match when={last()}>
            {now => (
              <>
                <Show when={now().tick}>
                  {tick => (
                    <>
                      <Ticks state={tick()} waiting={props.offline} />{' '}
                    </>
                  )}
                </Show>
                <span class={now().item.kind === 'message' ? undefined : styles.quiet}>{sayPreview(now().item)}</span>
              </>
            )}
          </Match>
        </Switch>
      }
      badges={
        <Show when={props.room.unread > 0}>
          <Badge count={props.room.unread} label={words().rooms.unread(props.room.unread)} />
        </Show>
      }
    />
  )
}
