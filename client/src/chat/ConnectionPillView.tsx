import ArrowLeftRight from 'lucide-solid/icons/arrow-left-right'
import Cloud from 'lucide-solid/icons/cloud'
import CloudAlert from 'lucide-solid/icons/cloud-alert'
import CloudOff from 'lucide-solid/icons/cloud-off'
import LoaderCircle from 'lucide-solid/icons/loader-circle'
import { Show } from 'solid-js'
import { words } from '../i18n/words.ts'
import { Icon } from '../ui/Icon.tsx'
import { Pill } from '../ui/Pill.tsx'
import type { ConnectionPill } from './describeConnection.ts'
import styles from './ConnectionPillView.module.css'

export interface ConnectionPillViewProps {
  readonly pill: ConnectionPill
  readonly shown: boolean
  readonly onPress: () => void
}

const icons = {
  relay: Cloud,
  direct: ArrowLeftRight,
  both: ArrowLeftRight,
  'direct-only': ArrowLeftRight,
  'direct-refused': ArrowLeftRight,
  'direct-distrusted': ArrowLeftRight,
  connecting: LoaderCircle,
  refused: CloudAlert,
  distrusted: CloudAlert,
  offline: CloudOff,
} as const
const tones = {
  relay: 'plain',
  direct: 'direct',
  both: 'plain',
  'direct-only': 'direct',
  'direct-refused': 'direct',
  'direct-distrusted': 'direct',
  connecting: 'plain',
  refused: 'waiting',
  distrusted: 'waiting',
  offline: 'waiting',
} as const

/** How the room is connected, in words, when it matters; pressed, it says who is connected how. */
export function ConnectionPillView(props: ConnectionPillViewProps) {
  return (
    <div class={styles.place} role="status">
      <Show when={props.shown}>
        <Pill
          tone={tones[props.pill.kind]}
          icon={<Icon of={icons[props.pill.kind]} size={16} />}
          onPress={() => props.onPress()}
        >
          {sayPill(props.pill)}
        </Pill>
      </Show>
    </div>
  )
}

const sayPill = (pill: ConnectionPill): string => {
  const say = words().chat
  switch (pill.kind) {
    case 'relay':
      return say.pillRelay
    case 'direct':
      return say.pillDirect
    case 'both':
      return say.pillBoth
    case 'direct-only':
      return say.pillDirectOnly
    case 'direct-refused':
      return say.pillDirectRefused
    case 'direct-distrusted':
      return say.pillDirectDistrusted
    case 'connecting':
      return say.pillConnecting
    case 'refused':
      return say.pillRefused
    case 'distrusted':
      return say.pillDistrusted
    case 'offline':
      return pill.waiting > 0 ? say.pillOfflineWaiting(pill.waiting) : say.pillOffline
  }
}
