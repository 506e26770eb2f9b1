import { For, Show, type JSX } from 'solid-js'
import Cloud from 'lucide-solid/icons/cloud'
import { words } from '../i18n/words.ts'
import type { Replica, RoomReplica } from '../replica/replica.ts'
import type { Person } from '@sarangbang/shared/api/index.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { createWatched } from '../ui/createWatched.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Icon } from '../ui/Icon.tsx'
import styles from './ConnectionDialog.module.css'
import { createOnline } from './createOnline.ts'
import { describeRelay } from './describeConnection.ts'
import { sayName } from '../rooms/sayName.ts'

export interface ConnectionDialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly replica: Replica
  readonly room: RoomReplica
  readonly me: Person
}

/** Who is connected how: the relay, the other's devices, my own others, and what waits. */
export function ConnectionDialog(props: ConnectionDialogProps) {
  const connection = createWatched(() => props.room.connection)
  const answers = createWatched(() => props.replica.relay)
  const online = createOnline()
  const count = (account: string) => connection().peers.filter(peer => peer.account === account).length
  const persons = () => (isSelf() ? [props.me] : count(mine()) > 0 ? [props.room.other, props.me] : [props.room.other])
  const mine = () => props.me.keys.account
  const isSelf = () => props.room.other.keys.account === mine()
  const relayWords = () => {
    const say = words().chat
    return {
      on: say.connectionRelayOn,
      connecting: say.connectionRelayConnecting,
      off: say.connectionRelayOff,
      refused: say.connectionRelayRefused,
      distrusted: say.connectionRelayDistrusted(connection().relayFault ?? ''),
    }[describeRelay(connection().relay, answers(), online())]
  }
  const personWords = (person: Person) => {
    const say = words().chat
    // Also where one of the room's documents is barred and the others are still linked.
    const barred = connection().barred?.find(({ account }) => account === person.keys.account)
    if (barred) return say.connectionPeerBarred(barred.why)
    if (count(person.keys.account) === 0) return say.connectionNoPeer
    return person.keys.account === mine() ? say.connectionPeerMine : say.connectionPeer
  }
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={words().chat.connectionTitle}
      actions={<Button onClick={() => props.onClose()}>{words().common.close}</Button>}
    >
      <ul class={styles.list}>
        <Line
          leading={
            <span class={styles.relay}>
              <Icon of={Cloud} size={20} />
            </span>
          }
          name={words().chat.connectionRelay}
          detail={relayWords()}
        />
        <For each={persons()}>
          {person => (
            <Line
              leading={<Avatar id={person.keys.account} name={sayName(person)} size={40} />}
              name={sayName(person)}
              detail={personWords(person)}
            />
          )}
        </For>
      </ul>
      <Show when={connection().waiting > 0}>
        <p class={styles.waiting}>{words().chat.connectionWaiting(connection().waiting)}</p>
      </Show>
    </Dialog>
  )
}

function Line(props: { readonly leading: JSX.Element; readonly name: string; readonly detail: string }) {
  return (
    <li class={styles.line}>
      {props.leading}
      <span class={styles.words}>
        <span class={styles.name}>{props.name}</span>
        <span class={styles.detail}>{props.detail}</span>
      </span>
    </li>
  )
}
