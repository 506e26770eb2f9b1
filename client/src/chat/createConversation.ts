import type { Person } from '@sarangbang/shared/api/index.ts'
import type { TimelineMessage } from '@sarangbang/shared/room/timeline.ts'
import { createComputed, createMemo, createSelector, createSignal, onCleanup, type Accessor } from 'solid-js'
import { words } from '../i18n/words.ts'
import type { RoomReplica } from '../replica/replica.ts'
import { showToast } from '../ui/toast.ts'
import { isMessage, type Composing, type ConversationScope } from './conversationScope.ts'
import { createTimeline } from './createTimeline.ts'
import { messageElementId } from './messageElementId.ts'
import { sayWriteFault } from './sayWriteFault.ts'
import type { TimelineHandle } from './Timeline.tsx'
import { sayName } from '../rooms/sayName.ts'

/** How long a message that was jumped to stays lit. */
const litMs = 1_200

export interface OpenConversation extends ConversationScope {
  readonly menuAt: Accessor<{ readonly item: TimelineMessage; readonly anchor: HTMLElement } | null>
  readonly closeMenu: () => void
  readonly erasing: Accessor<TimelineMessage | null>
  readonly stopErasing: () => void
  readonly erase: () => Promise<void>
  readonly history: Accessor<TimelineMessage | null>
  readonly hideHistory: () => void
  readonly setTimeline: (handle: TimelineHandle) => void
  readonly toEnd: () => void
}

/** What happens on a conversation's screen, without its looks. */
export const createConversation = (
  room: RoomReplica,
  me: Person,
  isLooking: Accessor<boolean>,
  cutOff: Accessor<boolean>,
): OpenConversation => {
  const mine = me.keys.account
  const view = createTimeline(room, mine, isLooking)
  const [composing, setComposing] = createSignal<Composing | null>(null)
  const [unfolded, setUnfolded] = createSignal<ReadonlySet<string>>(new Set())
  const [lit, setLit] = createSignal<string | null>(null)
  const [chosen, setChosen] = createSignal<string | null>(null)
  const [menuAt, setMenuAt] = createSignal<{ item: TimelineMessage; anchor: HTMLElement } | null>(null)
  const [erasing, setErasing] = createSignal<TimelineMessage | null>(null)
  const [history, setHistory] = createSignal<TimelineMessage | null>(null)
  let timeline: TimelineHandle | undefined
  let darken: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(darken))

  // What was taken back meanwhile is answered, changed and looked into no longer: its text is to stand nowhere.
  const isErased = (item: TimelineMessage) => view.item(item.ref.id)?.kind === 'erased'
  createComputed(() => {
    const about = composing()
    if (about && isErased(about.item)) setComposing(null)
  })
  createComputed(() => {
    const shown = history()
    if (shown && isErased(shown)) setHistory(null)
  })

  // Until somebody moves, the keyboard comes in at the newest message.
  const current = createMemo(() => chosen() ?? view.layout()?.rows.findLast(row => row.kind === 'message')?.key ?? null)
  const isCurrent = createSelector(current)
  const isLit = createSelector(lit)
  const isMine = (item: { readonly author: string }) => item.author === mine
  const say = async (written: ReturnType<RoomReplica['erase']>) => {
    const result = await written
    if (!result.ok) showToast({ text: sayWriteFault(result.error, sayName(room.other)) })
    return result.ok
  }
  const toggle = (id: string) => {
    const next = new Set(unfolded())
    if (!next.delete(id)) next.add(id)
    setUnfolded(next)
  }
  return {
    room,
    me,
    view,
    cutOff,
    composing,
    current,
    isCurrent,
    makeCurrent: setChosen,
    isUnfolded: id => unfolded().has(id),
    isLit,
    isMine,
    nameOf: item => (isMine(item) ? words().chat.me : sayName(room.other)),
    reply: item => setComposing({ kind: 'reply', item }),
    edit: item => setComposing({ kind: 'edit', item }),
    stopComposing: () => setComposing(null),
    askErase: item => setErasing(item),
    react(item, emoji) {
      const given = item.reactions.some(reaction => reaction.emoji === emoji && reaction.by.includes(mine))
      void say(room.react(item.ref, emoji, !given))
    },
    copy(item) {
      navigator.clipboard.writeText(item.text).then(
        () => showToast({ text: words().chat.copied }),
        () => showToast({ text: words().chat.copyFailed }),
      )
    },
    showHistory: item => setHistory(item),
    toggleFold: toggle,
    jumpTo(ref) {
      if (!timeline?.show(ref.id)) {
        showToast({ text: words().chat.notLoaded })
        return
      }
      clearTimeout(darken)
      setLit(ref.id)
      darken = setTimeout(() => setLit(null), litMs)
    },
    openMenu: (item, anchor) => setMenuAt({ item, anchor }),
    menuAt,
    closeMenu: () => setMenuAt(null),
    erasing,
    stopErasing: () => {
      const id = erasing()?.ref.id
      setErasing(null)
      if (id) giveBackFocus(id)
    },
    async erase() {
      const item = erasing()
      if (!item) return
      // The message may have changed while the question stood; what is erased is the one asked about, by its name.
      const now = view.item(item.ref.id)
      const done = !isMessage(now) || (await say(room.erase(item.ref)))
      if (done && composing()?.item.ref.id === item.ref.id) setComposing(null)
      setErasing(null)
      giveBackFocus(item.ref.id)
    },
    history,
    hideHistory: () => {
      const id = history()?.ref.id
      setHistory(null)
      if (id) giveBackFocus(id)
    },
    setTimeline: handle => void (timeline = handle),
    toEnd: () => timeline?.toEnd(),
  }
}

/**
 * A dialog gives the focus back to what had it; when that was an item of a menu since closed, or a row since redrawn, there is
 * nobody to take it, and the message itself does. Two frames: the dialog leaves in the first.
 */
const giveBackFocus = (id: string): void => {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      if (document.activeElement === document.body)
        document.getElementById(messageElementId(id))?.focus({ preventScroll: true })
    }),
  )
}
