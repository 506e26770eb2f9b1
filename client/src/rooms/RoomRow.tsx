import { printedMs } from '@sarangbang/shared/room/printedMs.ts'
import { createMemo, Match, Show, Switch } from 'solid-js'
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
  // The summary is another object at each change; what of it is the same draws nothing anew.
  const other = createMemo(() => props.room.other)
  const name = () => (props.room.kind === 'self' ? words().rooms.selfRoom : sayName(other()))
  const item = createMemo(() => props.room.last?.item)
  const tick = createMemo(() => props.room.last?.tick)
  const unread = createMemo(() => props.room.unread)
  // What is being written in the open room is in sight already.
  const draft = createMemo(() => (props.chosen ? '' : props.room.draft.trim()))
  return (
    <Row
      leading={<Avatar id={other().keys.account} name={sayName(other())} />}
      title={name()}
      time={
        <Show when={item()}>
          {now => (
            <time class={styles.when} dateTime={new Date(printedMs(now())).toISOString()}>
              {formats().when(printedMs(now()), props.nowMs)}
            </time>
          )}
        </Show>
      }
      fresh={unread() > 0}
      chosen={props.chosen}
      detail={
        <Switch fallback={words().rooms.noMessages}>
          <Match when={draft()}>
            <span class={styles.draft}>{words().rooms.draft}</span> {draft().slice(0, 200).toWellFormed()}
          </Match>
          <Match when={item()}>
            {now => (
              <>
                <Show when={tick()}>
                  {state => (
                    <>
                      <Ticks state={state()} waiting={props.offline} />{' '}
                    </>
                  )}
                </Show>
                <span class={now().kind === 'message' ? undefined : styles.quiet}>{sayPreview(now())}</span>
              </>
            )}
          </Match>
        </Switch>
      }
      badges={
        <Show when={unread() > 0}>
          <Badge count={unread()} label={words().rooms.unread(unread())} />
        </Show>
      }
    />
  )
}
