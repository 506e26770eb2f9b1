import { createMemo, Match, Show, Switch } from 'solid-js'
import { words } from '../i18n/words.ts'
import { Spinner } from '../ui/Spinner.tsx'
import { endKey, topKey } from './createTimelineKeys.ts'
import { DayLine } from './DayLine.tsx'
import type { TimelineRow } from './layoutTimeline.ts'
import { MessageItem } from './MessageItem.tsx'
import { SystemLine } from './SystemLine.tsx'
import styles from './Timeline.module.css'
import { UnreadLine } from './UnreadLine.tsx'

export interface TimelineEntryProps {
  readonly of: string
  /** What stands there now; none at both ends. */
  readonly row: TimelineRow | undefined
  readonly isFresh: (key: string) => boolean
  /** Older messages are on their way. */
  readonly loading: boolean
}

/** One row of the list by its key; what stands there may change while the row stays. */
export function TimelineEntry(props: TimelineEntryProps) {
  const row = createMemo(() => props.row)
  const only = <K extends TimelineRow['kind']>(kind: K) => {
    const now = row()
    return now?.kind === kind ? (now as Extract<TimelineRow, { kind: K }>) : undefined
  }
  return (
    <Switch>
      <Match when={props.of === topKey}>
        <div class={styles.top}>
          <Show when={props.loading}>
            <Spinner />
            <span class="spoken">{words().chat.loadingOlder}</span>
          </Show>
        </div>
      </Match>
      <Match when={props.of === endKey}>
        <div class={styles.end} />
      </Match>
      <Match when={only('message')}>{now => <MessageItem row={now()} fresh={props.isFresh(props.of)} />}</Match>
      <Match when={only('day')}>{now => <DayLine ms={now().ms} />}</Match>
      <Match when={only('unread')}>
        <UnreadLine />
      </Match>
      <Match when={only('system')}>{now => <SystemLine item={now().item} />}</Match>
    </Switch>
  )
}
