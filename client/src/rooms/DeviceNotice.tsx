import CloudOff from 'lucide-solid/icons/cloud-off'
import HardDrive from 'lucide-solid/icons/hard-drive'
import { Match, Switch, type JSX } from 'solid-js'
import { words } from '../i18n/words.ts'
import type { Replica } from '../replica/replica.ts'
import { createWatched } from '../ui/createWatched.ts'
import { Icon } from '../ui/Icon.tsx'
import styles from './DeviceNotice.module.css'

const StorageLine = (props: { readonly text: string }): JSX.Element => (
  <p class={styles.notice} data-danger="">
    <Icon of={HardDrive} size={16} />
    <span>{props.text}</span>
  </p>
)

/** A line above the list about this device: its storage first, because it can lose things; then that nobody is reached. */
export function DeviceNotice(props: { readonly replica: Replica }): JSX.Element {
  const storage = createWatched(() => props.replica.storage)
  const relay = createWatched(() => props.replica.relay)
  const waiting = createWatched(() => props.replica.waiting)
  return (
    <div role="status">
      <Switch>
        <Match when={storage()?.kind === 'full'}>
          <StorageLine text={words().rooms.storageFull} />
        </Match>
        <Match when={storage()?.kind === 'unavailable'}>
          <StorageLine text={words().rooms.storageUnavailable} />
        </Match>
        <Match when={storage()?.kind === 'lost'}>
          <StorageLine text={words().rooms.storageLost} />
        </Match>
        <Match when={relay() === 'off'}>
          <p class={styles.notice}>
            <Icon of={CloudOff} size={16} />
            <span>{waiting() > 0 ? words().rooms.offlineWaiting(waiting()) : words().rooms.offline}</span>
          </p>
        </Match>
      </Switch>
    </div>
  )
}
