import { A, useNavigate, useParams } from '@solidjs/router'
import { For, Match, Show, Switch } from 'solid-js'
import { words } from '../i18n/words.ts'
import { useAccount } from '../session/SessionProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { createWatched } from '../ui/createWatched.ts'
import { createWatchedLater } from '../ui/createWatchedLater.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { LoadingRows } from '../ui/LoadingRows.tsx'
import { TopBar } from '../ui/TopBar.tsx'
import { createNow } from './createNow.ts'
import { DeviceNotice } from './DeviceNotice.tsx'
import styles from './RoomList.module.css'
import { RoomRow } from './RoomRow.tsx'

/** My conversations, the liveliest first. */
export function RoomList() {
  const account = useAccount()
  const params = useParams<{ room?: string }>()
  const navigate = useNavigate()
  // Each key press in a composer and each tick makes it anew.
  const rooms = createWatchedLater(() => account.replica.rooms)
  const relay = createWatched(() => account.replica.relay)
  const now = createNow()
  // Summaries are made anew at every change; by id a row keeps its element, and with it focus and scroll.
  const ids = () => rooms()?.map(room => room.id) ?? []
  const roomOf = (id: string) => rooms()?.find(room => room.id === id)
  return (
    <>
      <TopBar title={words().rooms.title} />
      <DeviceNotice replica={account.replica} />
      <Switch>
        <Match when={rooms() === null}>
          <LoadingRows />
        </Match>
        <Match when={ids().length === 0}>
          <EmptyState
            title={words().rooms.emptyTitle}
            body={words().rooms.emptyBody}
            action={
              <Button tone="primary" onClick={() => navigate('/people')}>
                {words().rooms.emptyAction}
              </Button>
            }
          />
        </Match>
        <Match when={rooms()}>
          <ul class={styles.list}>
            <For each={ids()}>
              {id => (
                <Show when={roomOf(id)}>
                  {room => (
                    <li>
                      <A
                        class={styles.link}
                        href={`/rooms/${id}`}
                        aria-current={params.room === id ? 'page' : undefined}
                      >
                        <RoomRow room={room()} nowMs={now()} chosen={params.room === id} offline={relay() === 'off'} />
                      </A>
                    </li>
                  )}
                </Show>
              )}
            </For>
          </ul>
        </Match>
      </Switch>
    </>
  )
}
