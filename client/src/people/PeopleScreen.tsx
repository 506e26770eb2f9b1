import type { Connection } from '@sarangbang/shared/api/index.ts'
import { createEffect, For, Match, on, Show, Switch, type JSX } from 'solid-js'
import { words } from '../i18n/words.ts'
import { createPageTitle } from '../rooms/createPageTitle.ts'
import { useAccount } from '../session/SessionProvider.tsx'
import { createWatched } from '../ui/createWatched.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { LoadingRows } from '../ui/LoadingRows.tsx'
import { Screen } from '../ui/Screen.tsx'
import { showToast } from '../ui/toast.ts'
import { TopBar } from '../ui/TopBar.tsx'
import { AskFriend } from './AskFriend.tsx'
import { createAnswers } from './createAnswers.ts'
import { FriendRow } from './FriendRow.tsx'
import styles from './PeopleScreen.module.css'
import { QueuedRow } from './QueuedRow.tsx'
import { ReceivedRow } from './ReceivedRow.tsx'
import { SentRow } from './SentRow.tsx'

/** Friends, and who may become one: asking, being asked, waiting. */
export function PeopleScreen() {
  const account = useAccount()
  const connections = createWatched(() => account.people.connections)
  const queued = createWatched(() => account.people.queued)
  const relay = createWatched(() => account.replica.relay)
  const isOffline = () => relay() === 'off'
  const answers = createAnswers(account.people, isOffline)
  const of = (fits: (connection: Connection) => boolean) => () => (connections() ?? []).filter(fits)
  const received = of(({ state, asked }) => state === 'requested' && asked === 'other')
  const sent = of(({ state, asked }) => state === 'requested' && asked === 'me')
  const friends = () =>
    of(({ state }) => state === 'accepted')().sort((a, b) => a.other.nickname.localeCompare(b.other.nickname))
  const isEmpty = () => received().length + sent().length + friends().length + queued().length === 0

  createPageTitle(() => words().people.title)
  sayWhatChanged(connections)
  return (
    <Screen>
      <TopBar title={words().people.title} />
      <AskFriend />
      <Switch>
        <Match when={connections() === null}>
          <LoadingRows />
        </Match>
        <Match when={isEmpty()}>
          <EmptyState title={words().people.emptyTitle} body={words().people.emptyBody} />
        </Match>
        <Match when={true}>
          <Show when={isOffline()}>
            <p class={styles.offline} role="status">
              {words().people.offline}
            </p>
          </Show>
          <Section label={words().people.received} count={received().length}>
            <For each={received()}>
              {connection => (
                <ReceivedRow
                  connection={connection}
                  answered={answers.answerOf(connection.id)}
                  busy={answers.isUnderWay(connection.id)}
                  onAnswer={answer => void answers.answer(connection, answer)}
                />
              )}
            </For>
          </Section>
          <Section label={words().people.sentList} count={sent().length + queued().length}>
            <For each={queued()}>
              {request => (
                <QueuedRow
                  request={request}
                  offline={relay() !== 'on'}
                  onDismiss={() => void account.people.dismiss(request)}
                />
              )}
            </For>
            <For each={sent()}>
              {connection => (
                <SentRow
                  connection={connection}
                  withdrawing={answers.answerOf(connection.id) === 'withdraw'}
                  busy={answers.isUnderWay(connection.id)}
                  onWithdraw={() => void answers.answer(connection, 'withdraw')}
                />
              )}
            </For>
          </Section>
          <Section label={words().people.friends} count={friends().length}>
            <For each={friends()}>{connection => <FriendRow connection={connection} />}</For>
          </Section>
        </Match>
      </Switch>
    </Screen>
  )
}

function Section(props: { readonly label: string; readonly count: number; readonly children: JSX.Element }) {
  return (
    <Show when={props.count > 0}>
      <section aria-label={props.label}>
        <h2 class={styles.heading}>
          {props.label} <span class={styles.count}>{props.count}</span>
        </h2>
        <ul>{props.children}</ul>
      </section>
    </Show>
  )
}

/** What the relay says of a request comes later than the press that asked: it is said when it comes. */
const sayWhatChanged = (connections: () => readonly Connection[] | null): void => {
  createEffect(
    on(connections, (now, before) => {
      if (!now || !before) return
      const stateBefore = new Map(before.map(connection => [connection.id, connection.state]))
      for (const { id, state, asked, other } of now) {
        const was = stateBefore.get(id)
        if (state === was) continue
        if (state === 'accepted') showToast({ text: words().people.accepted(other.nickname) })
        else if (state === 'requested' && asked === 'me') showToast({ text: words().people.sent })
      }
    }),
  )
}
