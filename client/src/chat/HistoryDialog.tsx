import { printedMs } from '@sarangbang/shared/room/printedMs.ts'
import type { TimelineMessage } from '@sarangbang/shared/room/timeline.ts'
import { For, Show } from 'solid-js'
import { formats } from '../i18n/formats.ts'
import { words } from '../i18n/words.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { MessageText } from './MessageText.tsx'
import styles from './HistoryDialog.module.css'

/** What an edited message said before: nothing is quietly rewritten. */
export function HistoryDialog(props: { readonly item: TimelineMessage | null; readonly onClose: () => void }) {
  return (
    <Dialog
      open={props.item !== null}
      onClose={props.onClose}
      title={words().chat.historyTitle}
      actions={<Button onClick={() => props.onClose()}>{words().common.close}</Button>}
    >
      <Show when={props.item}>
        {item => (
          <ol class={styles.list}>
            <For each={item().history}>
              {past => (
                <li class={styles.version}>
                  <span class={styles.when}>{formats().moment(printedMs(past))}</span>
                  <span class={styles.text} dir="auto">
                    <MessageText text={past.text} reachable />
                  </span>
                </li>
              )}
            </For>
            <li class={styles.version}>
              <span class={styles.when}>{words().chat.historyNow}</span>
              <span class={styles.text} dir="auto">
                <MessageText text={item().text} reachable />
              </span>
            </li>
          </ol>
        )}
      </Show>
    </Dialog>
  )
}
