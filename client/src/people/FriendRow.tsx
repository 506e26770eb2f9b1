import { A } from '@solidjs/router'
import type { Connection } from '@sarangbang/shared/api/index.ts'
import { Show } from 'solid-js'
import { words } from '../i18n/words.ts'
import { Avatar } from '../ui/Avatar.tsx'
import styles from './PersonRow.module.css'

/** A friend, one tap from the room (P4). */
export function FriendRow(props: { readonly connection: Connection }) {
  const other = () => props.connection.other
  const face = () => (
    <>
      <Avatar id={other().keys.account} name={other().nickname} />
      <span class={styles.words}>
        <span class={styles.name}>{other().nickname}</span>
        <span class={styles.detail}>{props.connection.room ? other().handle : words().people.roomComing}</span>
      </span>
    </>
  )
  return (
    <li>
      <Show when={props.connection.room} fallback={<div class={styles.row}>{face()}</div>}>
        {room => (
          <A class={styles.row} href={`/rooms/${room()}`}>
            {face()}
          </A>
        )}
      </Show>
    </li>
  )
}
