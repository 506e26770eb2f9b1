import type { AccountId, EntryId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { Person } from '@sarangbang/shared/api/index.ts'
import { monthOf } from '@sarangbang/shared/room/documentName.ts'
import type { TimelineItem, TimelineMessage } from '@sarangbang/shared/room/timeline.ts'

/** Made-up people and conversations for looking at screens; never shipped. */
const padTo = (text: string, length: number): string => text.padEnd(length, 'A').slice(0, length)

export const fakePerson = (handle: string, nickname: string): Person => {
  const account = padTo(handle, 43) as AccountId
  return { keys: { account, agreement: padTo('', 43), signature: padTo('', 86) }, handle, nickname }
}
export const people = {
  minji: fakePerson('minji', '민지'),
  junho: fakePerson('junho', '준호'),
  doyun: fakePerson('doyun', '도윤'),
  jiu: fakePerson('jiu', '지우'),
  eunchae: fakePerson('eunchae', '은채'),
  alice: fakePerson('alice', 'Alice Featherstonehaugh-Cholmondeley'),
} as const

export const fakeRoomId = (name: string): RoomId => padTo(name, 22) as RoomId

let drawn = 0
export const message = (by: Person, ms: number, text: string, more: Partial<TimelineMessage> = {}): TimelineMessage => {
  const author = by.keys.account
  return {
    kind: 'message',
    ref: { month: monthOf(ms), author, id: padTo(`entry${++drawn}`, 22) as EntryId },
    author,
    stamp: { ms, counter: 0 },
    text,
    mentions: [],
    silent: false,
    replyTo: null,
    history: [],
    reactions: [],
    ...more,
  }
}

const sayings = [
  '그러게. 호떡 사 갈까?',
  '두 개! 아니 세 개',
  '지하철이라 좀 끊길 수도 있어',
  '오늘 저녁에 골목책방 들를 건데 같이 갈래? 새로 들어온 시집이 있대.',
  'ㅋㅋㅋㅋ',
  '알았어, 천천히 와. 창가 자리 맡아 둘게. 따뜻한 걸로 먼저 시켜 놓을까?',
  'See you at seven, then.',
  '응',
]

/** A long conversation between two, a message every 50 seconds on average, ending at `untilMs`. */
export const longHistory = (me: Person, other: Person, count: number, untilMs: number): readonly TimelineItem[] =>
  Array.from({ length: count }, (_, index) =>
    message(
      Math.floor(index / 3) % 2 ? me : other,
      untilMs - (count - index) * 50_000,
      `${sayings[(index * 7) % sayings.length]} (${index + 1})`,
    ),
  )

/** One conversation that shows every state of a bubble. */
export const everyState = (me: Person, other: Person, nowMs: number): readonly TimelineItem[] => {
  const minute = 60_000
  const at = (minutes: number) => nowMs - minutes * minute
  const by = (person: Person) => person.keys.account
  const first = message(other, at(1_600), '하늘아, 창밖 봤어?')
  const snow = message(other, at(1_599), '퇴근길에 찍었어. 첫눈이다', {
    reactions: [
      { emoji: '😍', by: [by(me), by(other)] },
      { emoji: '⛄', by: [by(other)] },
    ],
  })
  const erasedOther = message(other, at(80), '')
  const erasedOwn = message(me, at(30), '')
  const called = message(other, at(70), '여기 봐 https://jeju.example/air 여기가 제일 싸')
  const gone = message(other, at(90_000), '')
  const poem = Array.from({ length: 18 }, (_, line) => `${line + 1}. 장작은 어제 패 두었고 물은 아침에 길었고`).join(
    '\n',
  )
  return [
    { ...message(other, at(1_700), ''), kind: 'system', code: 'began' },
    first,
    snow,
    message(me, at(1_590), '우와 진짜 예쁘다. 작년 첫눈 때도 저 골목이었잖아', { replyTo: snow.ref }),
    message(other, at(1_580), poem),
    message(me, at(100), '<b>굵게</b> & <script>alert(1)</script> 는 그냥 글이에요'),
    { kind: 'erased', ref: erasedOther.ref, author: by(other), stamp: erasedOther.stamp },
    called,
    message(other, at(69), '여기 지난번에 가 봤는데 아침에 이런 풍경이야', {
      history: [{ text: '여기 지난번에 가 봤는데 저녁에 이런 풍경이야', stamp: { ms: at(69), counter: 0 } }],
      reactions: [{ emoji: '🌊', by: [by(me)] }],
    }),
    message(me, at(60), '그때 그 말이 뭐였더라', { replyTo: gone.ref }),
    { kind: 'erased', ref: erasedOwn.ref, author: by(me), stamp: erasedOwn.stamp },
    message(me, at(29), '고친 말이에요', { history: [{ text: '고칠 말이에요', stamp: { ms: at(29), counter: 0 } }] }),
    message(
      other,
      at(20),
      'Thisisoneverylongwordwithoutanyspacesthatmustbreaksomewhereoritpushesthebubbleoutofthescreen',
    ),
    message(other, at(12), '그러게. 호떡 사 갈까?', { silent: true }),
    message(me, at(3), '두 개! 아니 세 개'),
    message(me, at(2), '지하철이라 좀 끊길 수도 있어'),
    message(me, at(1), '도착하면 창문 두드려 줘'),
  ]
}
