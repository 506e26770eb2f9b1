import type { LucideProps } from 'lucide-solid'
import { createSignal, type Accessor, type Component } from 'solid-js'

export interface Toast {
  readonly text: string
  readonly icon?: Component<LucideProps> | undefined
  readonly action?: { readonly label: string; readonly run: () => void } | undefined
  /** Stays until it is acted on, closed, or another one comes. */
  readonly stays?: boolean | undefined
}

const [shown, setShown] = createSignal<Toast | null>(null)

/** The one toast there is now. */
export const currentToast: Accessor<Toast | null> = shown

/** Says something in passing, at the foot of the screen; one at a time, a new one takes the place of the old. */
export const showToast = (toast: Toast): void => void setShown(toast)

/** Takes this toast away, unless another is there already. */
export const dropToast = (toast: Toast): void => void setShown(now => (now === toast ? null : now))
