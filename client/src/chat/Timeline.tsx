import { printedMs } from '@sarangbang/shared/room/printedMs.ts'
import { createEffect, createMemo, createRenderEffect, createSignal, on, onMount, Show, untrack } from 'solid-js'
import { Virtualizer } from 'virtua/solid'
import { words } from '../i18n/words.ts'
import { createWatched } from '../ui/createWatched.ts'
import { useConversation } from './conversationScope.ts'
import { createArrivals } from './createArrivals.ts'
import { createStickyScroll } from './createStickyScroll.ts'
import { createTimelineKeys } from './createTimelineKeys.ts'
import { JumpToNewest } from './JumpToNewest.tsx'
import type { TimelineLayout, TimelineRow } from './layoutTimeline.ts'
import { messageElementId } from './messageElementId.ts'
import { moveInTimeline } from './moveInTimeline.ts'
import { sayMessage } from './sayMessage.ts'
import { StickyDay } from './StickyDay.tsx'
import styles from './Timeline.module.css'
import { TimelineEntry } from './TimelineEntry.tsx'

export interface TimelineProps {
  readonly layout: TimelineLayout
  /** Whether the newest message is in view. */
  readonly onAtEnd: (atEnd: boolean) => void
  readonly handle: (handle: TimelineHandle) => void
}
export interface TimelineHandle {
  /** Scrolls to a message; `false`: it is not among what is loaded. */
  readonly show: (id: string) => boolean
  readonly toEnd: () => void
}

/** Older messages are fetched this far ahead of the view, CSS pixels: about two screens of a phone. */
const fetchAheadPx = 1_600
/** A bubble of one line with its gap; the list learns the true sizes as it draws them. */
const rowHintPx = 46

/** The conversation, newest at the foot: a virtual list, so that ten thousand messages cost what fifty do. */
export function Timeline(props: TimelineProps) {
  const conversation = useConversation()
  const hasOlder = createWatched(() => conversation.room.hasOlder)
  const rows = () => props.layout.rows
  const list = createTimelineKeys(() => props.layout)
  /** Place in the list, which has one row above the timeline's; 0 or less: not there. */
  const indexOf = (key: string): number => props.layout.indexOf(key) + 1
  const scroll = createStickyScroll(() => list().keys.length)
  const arrivals = createArrivals(() => props.layout, scroll.atEnd, conversation.me.keys.account)
  const [loading, setLoading] = createSignal(false)
  // The keyboard's message stays drawn wherever the list is scrolled to, or the Tab key would find nothing here.
  const kept = createMemo(
    () => {
      const id = conversation.current()
      const index = id === null ? 0 : indexOf(id)
      return index > 0 ? [index] : []
    },
    undefined,
    { equals: (a, b) => a[0] === b[0] },
  )

  createEffect(() => props.onAtEnd(scroll.atEnd()))
  createEffect(
    on(
      list,
      () => {
        if (untrack(scroll.atEnd) || arrivals.lastIsMine()) scroll.toEnd()
      },
      { defer: true },
    ),
  )
  createEffect(() => {
    // `list`: once more when what came did not fill the view.
    list()
    if (loading() || scroll.offset() > fetchAheadPx || !hasOlder()) return
    setLoading(true)
    void conversation.room.loadOlder().finally(() => setLoading(false))
  })
  onMount(() => {
    const unread = indexOf('unread')
    // A little of what is known stays in view above the line.
    if (unread > 0) scroll.toIndex(Math.max(0, unread - 1), 'start')
    else scroll.toEnd()
  })
  createRenderEffect(() =>
    props.handle({
      show(id) {
        const index = indexOf(id)
        if (index > 0) scroll.toIndex(index, 'center')
        return index > 0
      },
      // At the end already, it follows by itself; asking once more lays everything out once more.
      toEnd: () => untrack(scroll.atEnd) || scroll.toEnd(),
    }),
  )

  const focus = (id: string) => {
    conversation.makeCurrent(id)
    scroll.toIndex(indexOf(id), 'nearest')
    document.getElementById(messageElementId(id))?.focus({ preventScroll: true })
  }
  const move = (event: KeyboardEvent) => {
    const from = (event.target as HTMLElement).closest('article')
    if (!from || event.ctrlKey || event.metaKey || event.altKey) return
    const to = moveInTimeline(event.key, rows(), props.layout.indexOf(conversation.current() ?? ''))
    if (!to) return
    event.preventDefault()
    focus(to)
  }
  const topRow = () => {
    const top = scroll.offset()
    return rows()[Math.max(0, (scroll.handle()?.findItemIndex(top + 8) ?? 1) - 1)]
  }
  const announced = () => {
    const item = arrivals.newest()
    const row = item && rows()[props.layout.indexOf(item.ref.id)]
    // What was taken back since is not to be read out any more, nor to stand there for whoever looks.
    if (row?.kind !== 'message' || row.item.kind !== 'message') return null
    return item && sayMessage(item, { name: conversation.nameOf(item), tick: null, waiting: false, quoted: null })
  }

  return (
    <div class={styles.frame}>
      {/* Rows come and go as the list scrolls; only what arrives is announced, by the region below. */}
      <div class={styles.scroller} role="log" aria-label={words().chat.timeline} aria-live="off" onKeyDown={move}>
        <div class={styles.air} />
        <Virtualizer
          ref={scroll.list}
          data={list().keys}
          shift={list().shift}
          itemSize={rowHintPx}
          bufferSize={400}
          keepMounted={kept()}
          onScroll={scroll.scrolled}
          onScrollEnd={scroll.ended}
          onResize={scroll.resized}
        >
          {(key, index) => (
            <TimelineEntry
              of={key}
              row={rows()[index() - 1]}
              loading={loading() && hasOlder()}
              isFresh={arrivals.isFresh}
            />
          )}
        </Virtualizer>
      </div>
      <StickyDay ms={dayOf(topRow())} shown={scroll.isMoving() && !scroll.atEnd()} />
      <Show when={!scroll.atEnd()}>
        <JumpToNewest missed={arrivals.missed()} onPress={scroll.toEnd} />
      </Show>
      <div class="spoken" aria-live="polite">
        {announced()}
      </div>
    </div>
  )
}

const dayOf = (row: TimelineRow | undefined): number | null => {
  if (!row || row.kind === 'unread') return null
  return row.kind === 'day' ? row.ms : printedMs(row.item)
}
