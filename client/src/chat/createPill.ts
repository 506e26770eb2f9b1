import { createEffect, createMemo, createSignal, on, onCleanup, type Accessor } from 'solid-js'
import { words } from '../i18n/words.ts'
import type { Replica, RoomReplica } from '../replica/replica.ts'
import { createWatched } from '../ui/createWatched.ts'
import { showToast } from '../ui/toast.ts'
import { createOnline } from './createOnline.ts'
import { describeConnection, isCutOff, pillLingerMs, type ConnectionPill } from './describeConnection.ts'

/** A connection is usually there sooner; saying "connecting" before would only flicker. */
const patienceMs = 1_000

export interface PillView {
  readonly pill: Accessor<ConnectionPill>
  /** Whether it has anything to say at this width. */
  readonly isShown: (isPhone: boolean) => boolean
  readonly cutOff: Accessor<boolean>
}

/** The connection pill over time: it waits before it says "connecting", and goes when it has nothing left to tell. */
export const createPill = (replica: Replica, room: RoomReplica): PillView => {
  const connection = createWatched(() => room.connection)
  const relay = createWatched(() => replica.relay)
  const online = createOnline()
  const pill = createMemo(() => describeConnection(connection(), relay(), online()), undefined, {
    equals: (a, b) => a.kind === b.kind && a.waiting === b.waiting,
  })
  const kind = createMemo(() => pill().kind)
  const cutOff = createMemo(() => isCutOff(pill()))
  const [isOld, setIsOld] = createSignal(false)

  createEffect(
    on(kind, () => {
      setIsOld(false)
      const timer = setTimeout(() => setIsOld(true), kind() === 'connecting' ? patienceMs : pillLingerMs)
      onCleanup(() => clearTimeout(timer))
    }),
  )
  createBackOnline(cutOff, () => connection().waiting)
  return {
    pill,
    cutOff,
    isShown(isPhone) {
      if (kind() === 'connecting') return isOld()
      const { leaves } = pill()
      return !isOld() || leaves === 'never' || (leaves === 'soon-on-phone' && !isPhone)
    },
  }
}

/** Says once that what waited is on its way: when nothing waits any more after a time without any connection. */
const createBackOnline = (cutOff: Accessor<boolean>, waiting: () => number): void => {
  let most = 0
  createEffect(() => {
    if (cutOff()) most = Math.max(most, waiting())
    else if (most > 0 && waiting() === 0) {
      showToast({ text: words().chat.backOnline(most) })
      most = 0
    }
  })
}
