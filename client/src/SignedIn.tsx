import { Navigate, Route, Router, useLocation, useParams, type RouteSectionProps } from '@solidjs/router'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import CircleUser from 'lucide-solid/icons/circle-user-round'
import MessageCircle from 'lucide-solid/icons/message-circle'
import Users from 'lucide-solid/icons/users-round'
import { createMemo, lazy, onMount, Suspense } from 'solid-js'
import { words } from './i18n/words.ts'
import { askPersistence } from './pwa/persistStorage.ts'
import { createUnreadBadge } from './rooms/createPageTitle.ts'
import { RoomList } from './rooms/RoomList.tsx'
import { afterPaint } from './session/afterPaint.ts'
import { useAccount } from './session/SessionProvider.tsx'
import { Avatar } from './ui/Avatar.tsx'
import { createWatched } from './ui/createWatched.ts'
import { EmptyState } from './ui/EmptyState.tsx'
import { LoadingRows } from './ui/LoadingRows.tsx'
import { NothingHere } from './ui/NothingHere.tsx'
import { Panes } from './ui/Panes.tsx'
import { Shell, type Tab } from './ui/Shell.tsx'

const loadConversation = () => import('./chat/Conversation.tsx')
const Conversation = lazy(() => loadConversation().then(module => ({ default: module.Conversation })))
const PeopleScreen = lazy(() => import('./people/PeopleScreen.tsx').then(module => ({ default: module.PeopleScreen })))
const MeScreen = lazy(() => import('./settings/MeScreen.tsx').then(module => ({ default: module.MeScreen })))

/** 16 bytes in base64url: anything else at /rooms/… is no room of ours. */
const roomFilter = { room: /^[\w-]{22}$/ }

/** The frame around every screen, with what waits in each tab. */
function Frame(props: RouteSectionProps) {
  const account = useAccount()
  const rooms = createWatched(() => account.replica.rooms)
  const connections = createWatched(() => account.people.connections)
  const location = useLocation()
  createUnreadBadge(account.replica)
  // The second sign-in onwards finds the answer given; the first is when there begins to be something worth keeping.
  onMount(() => void askPersistence())
  // The next thing anybody does is to open a room. Where it cannot be brought now, it is asked for again then.
  onMount(
    () =>
      void afterPaint()
        .then(loadConversation)
        .catch(() => undefined),
  )
  const under = (path: string) => location.pathname === path || location.pathname.startsWith(`${path}/`)
  // By themselves: the list of rooms is another at each key press and each tick, and the tabs are drawn anew when they are.
  const unread = createMemo(() => (rooms() ?? []).reduce((sum, room) => sum + room.unread, 0))
  const asking = createMemo(
    () => (connections() ?? []).filter(({ state, asked }) => state === 'requested' && asked === 'other').length,
  )
  const isInChats = createMemo(() => location.pathname === '/' || under('/rooms'))
  const isInPeople = createMemo(() => under('/people'))
  const isInMe = createMemo(() => under('/me'))
  const tabs = createMemo((): Tab[] => [
    {
      href: '/',
      label: words().common.chats,
      icon: MessageCircle,
      on: isInChats(),
      count: unread(),
    },
    {
      href: '/people',
      label: words().common.people,
      icon: Users,
      on: isInPeople(),
      count: asking(),
    },
    {
      href: '/me',
      label: words().common.me,
      icon: CircleUser,
      on: isInMe(),
      count: 0,
      apart: true,
      picture: <Avatar id={account.me.keys.account} name={account.me.nickname} size={36} />,
    },
  ])
  return (
    <Shell tabs={tabs()} tabsHidden={under('/rooms')}>
      <Suspense fallback={<LoadingRows />}>{props.children}</Suspense>
    </Shell>
  )
}

/** The list and, beside it or in its place, the room that is open. */
function Chats(props: RouteSectionProps) {
  const open = () => props.params['room'] !== undefined
  return (
    <Panes listLabel={words().common.chats} list={<RoomList />} centreLabel={words().common.conversation} open={open()}>
      <Suspense>{props.children}</Suspense>
    </Panes>
  )
}

const NoRoomOpen = () => (
  <EmptyState shape="pane" title={words().common.noRoomOpenTitle} body={words().common.noRoomOpenBody} />
)

function OpenRoom() {
  const params = useParams<{ room: string }>()
  // The route's filter has checked its shape.
  return <Conversation room={params.room as RoomId} />
}

/** Everything somebody sees who is signed in. */
export function SignedIn() {
  return (
    <Router root={Frame}>
      <Route path="/" component={Chats}>
        <Route path="/" component={NoRoomOpen} />
        <Route path="/rooms/:room" component={OpenRoom} matchFilters={roomFilter} />
      </Route>
      <Route path="/people" component={PeopleScreen} />
      <Route path="/me" component={MeScreen} />
      {/* Where one has just signed in from. */}
      <Route path={['/sign-up', '/recover']} component={() => <Navigate href="/" />} />
      <Route path="*" component={NothingHere} />
    </Router>
  )
}
