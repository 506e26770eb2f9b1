import { useNavigate } from '@solidjs/router'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { createEffect, createMemo, createSignal, onCleanup, Show } from 'solid-js'
import { words } from '../i18n/words.ts'
import type { RoomReplica } from '../replica/replica.ts'
import { createPageTitle } from '../rooms/createPageTitle.ts'
import { useAccount } from '../session/SessionProvider.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { createTwoPanes } from '../ui/createMedia.ts'
import { createWatched } from '../ui/createWatched.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { TopBar } from '../ui/TopBar.tsx'
import { Composer } from './Composer.tsx'
import { ConnectionDialog } from './ConnectionDialog.tsx'
import { ConnectionPillView } from './ConnectionPillView.tsx'
import { ConversationScopeContext } from './conversationScope.ts'
import styles from './Conversation.module.css'
import { createConversation } from './createConversation.ts'
import { createPill } from './createPill.ts'
import { createPresent, createReading } from './createReading.ts'
import { HistoryDialog } from './HistoryDialog.tsx'
import { MessageMenu } from './MessageMenu.tsx'
import { Timeline } from './Timeline.tsx'
import { TimelineLoading } from './TimelineLoading.tsx'
import { sayName } from '../rooms/sayName.ts'

export interface ConversationProps {
  readonly room: RoomId
}

/** One room: who it is with, what was said, and where to answer. */
export function Conversation(props: ConversationProps) {
  const account = useAccount()
  const rooms = createWatched(() => account.replica.rooms)
  const isKnown = createMemo(() => rooms()?.some(room => room.id === props.room) ?? null)
  const canOpen = createWatched(() => account.replica.canOpen)
  const room = createMemo(() => (isKnown() && canOpen() ? props.room : null))
  return (
    <Show
      when={room()}
      keyed
      fallback={
        <Show when={isKnown() === false} fallback={<TimelineLoading />}>
          <EmptyState shape="pane" title={words().chat.roomMissingTitle} body={words().chat.roomMissingBody} />
        </Show>
      }
    >
      {id => {
        const opened = account.replica.openRoom(id)
        onCleanup(() => opened.close())
        return <OpenRoom room={opened} />
      }}
    </Show>
  )
}

function OpenRoom(props: { readonly room: RoomReplica }) {
  const account = useAccount()
  const navigate = useNavigate()
  // Another room is another component (it is keyed above), so one read is enough.
  // oxlint-disable-next-line solid/reactivity
  const room = props.room
  const { me } = account
  const isSelf = room.other.keys.account === me.keys.account
  // Whoever has withdrawn has no handle any more, and nobody would ever read what is written here.
  const isGone = room.other.handle === ''
  const twoPanes = createTwoPanes()
  const present = createPresent()
  const [atEnd, setAtEnd] = createSignal(false)
  const [explains, setExplains] = createSignal(false)
  const isLooking = () => present() && atEnd()
  const connection = createPill(account.replica, room)
  const conversation = createConversation(room, me, isLooking, connection.cutOff)
  const title = () => (isSelf ? words().chat.selfRoom : sayName(room.other))
  let focusComposer = () => {}

  createReading(isLooking, conversation.view.items, room.markRead)
  createPageTitle(title)
  // With a keyboard at hand one writes at once; on a phone the screen keyboard waits until it is asked for.
  createEffect(() => {
    if (matchMedia('(hover: hover) and (pointer: fine)').matches) focusComposer()
  })
  const pill = () => (
    <ConnectionPillView
      pill={connection.pill()}
      shown={connection.isShown(!twoPanes())}
      onPress={() => setExplains(true)}
    />
  )
  return (
    <ConversationScopeContext.Provider value={conversation}>
      <div
        class={styles.conversation}
        onKeyDown={event => {
          if (event.key === 'Escape' && (event.target as Element).closest('article')) focusComposer()
        }}
      >
        <TopBar
          kind="pushed"
          level={twoPanes() ? 2 : 1}
          title={title()}
          leading={<Avatar id={room.other.keys.account} name={sayName(room.other)} size={40} />}
          onBack={twoPanes() ? undefined : () => navigate('/')}
          actions={<Show when={twoPanes()}>{pill()}</Show>}
        />
        <Show when={conversation.view.layout()} fallback={<TimelineLoading />}>
          {layout => (
            <Show
              when={layout().rows.length > 0}
              fallback={
                <div class={styles.empty}>
                  <EmptyState
                    title={isSelf ? words().chat.emptySelfTitle : words().chat.emptyTitle}
                    body={isSelf ? words().chat.emptySelfBody : words().chat.emptyBody(sayName(room.other))}
                  />
                </div>
              }
            >
              <Timeline layout={layout()} onAtEnd={setAtEnd} handle={conversation.setTimeline} />
            </Show>
          )}
        </Show>
        <Show when={!twoPanes()}>
          <div class={styles.pill}>{pill()}</div>
        </Show>
        <Show when={!isGone} fallback={<p class={styles.gone}>{words().chat.otherGone}</p>}>
          <Composer focus={focus => (focusComposer = focus)} onSent={conversation.toEnd} />
        </Show>
      </div>
      <MessageMenu at={conversation.menuAt()} onClose={conversation.closeMenu} />
      <ConfirmDialog
        open={conversation.erasing() !== null}
        title={words().chat.eraseTitle}
        body={words().chat.eraseBody}
        verb={words().chat.erase}
        danger
        onConfirm={() => void conversation.erase()}
        onClose={conversation.stopErasing}
      />
      <HistoryDialog item={conversation.history()} onClose={conversation.hideHistory} />
      <ConnectionDialog
        open={explains()}
        onClose={() => setExplains(false)}
        replica={account.replica}
        room={room}
        me={me}
      />
    </ConversationScopeContext.Provider>
  )
}
