import BellOff from 'lucide-solid/icons/bell-off'
import CircleUser from 'lucide-solid/icons/circle-user-round'
import MessageCircle from 'lucide-solid/icons/message-circle'
import Pin from 'lucide-solid/icons/pin'
import Search from 'lucide-solid/icons/search'
import SquarePen from 'lucide-solid/icons/square-pen'
import Users from 'lucide-solid/icons/users-round'
import { For } from 'solid-js'
import { words } from '../../i18n/words.ts'
import { Avatar } from '../Avatar.tsx'
import { Badge } from '../Badge.tsx'
import { createTwoPanes } from '../createMedia.ts'
import { EmptyState } from '../EmptyState.tsx'
import { Icon } from '../Icon.tsx'
import { IconButton } from '../IconButton.tsx'
import { Panes } from '../Panes.tsx'
import { Pill } from '../Pill.tsx'
import { Row } from '../Row.tsx'
import { Shell } from '../Shell.tsx'
import { Ticks } from '../Ticks.tsx'
import { TopBar } from '../TopBar.tsx'

const rows = [
  { name: '지우', time: '오후 6:58', text: '호떡 사 왔어. 문 열어 줘', unread: 2 },
  {
    name: '북한산 토요 산행',
    time: '오후 6:52',
    text: '그럼 7시, 구파발역 2번 출구에서 봐요',
    unread: 31,
    muted: true,
  },
  { name: '은채', time: '오전 9:48', text: '응 주말에 들를게. 귤 남겨 둬', unread: 0, mine: true, chosen: true },
  { name: '우리 가족', time: '어제', text: '김장은 28일로 하자', unread: 0 },
]

/** Tabs or rail, list and centre, with a few invented rows. */
export function SampleShell() {
  const twoPanes = createTwoPanes()
  const tabs = () => [
    { href: '/gallery.html', label: words().common.chats, icon: MessageCircle, on: true, count: 9 },
    { href: '/people', label: words().common.people, icon: Users, on: false, count: 1 },
    {
      href: '/me',
      label: words().common.me,
      icon: CircleUser,
      on: false,
      count: 0,
      apart: true,
      picture: <Avatar id="minji" name="민지" size={36} />,
    },
  ]
  const list = (
    <>
      <TopBar
        title={words().common.chats}
        actions={
          <>
            <IconButton icon={Search} label="Search" />
            <IconButton icon={SquarePen} label="New" />
          </>
        }
      />
      <ul>
        <For each={rows}>
          {row => (
            <li>
              <Row
                leading={<Avatar id={row.name} name={row.name} presence={row.unread ? 'in' : undefined} />}
                title={row.name}
                marks={
                  row.muted ? <Icon of={BellOff} size={14} /> : row.chosen ? <Icon of={Pin} size={14} /> : undefined
                }
                time={row.time}
                detail={
                  <>
                    {row.mine ? <Ticks state="kept" /> : null} {row.text}
                  </>
                }
                badges={
                  <Badge count={row.unread} tone={row.muted ? 'muted' : 'unread'} label={`unread: ${row.unread}`} />
                }
                fresh={row.unread > 0}
                chosen={row.chosen && twoPanes()}
              />
            </li>
          )}
        </For>
      </ul>
    </>
  )
  return (
    <Shell tabs={tabs()}>
      <Panes listLabel={words().common.chats} list={list} centreLabel={words().common.conversation} open={false}>
        <TopBar
          kind="pushed"
          level={2}
          leading={<Avatar id="은채" name="은채" size={40} presence="in" />}
          title="은채"
          detail="지금"
          actions={<Pill>직접 + 중계</Pill>}
        />
        <EmptyState shape="pane" title={words().common.noRoomOpenTitle} body={words().common.noRoomOpenBody} />
      </Panes>
    </Shell>
  )
}
