import X from 'lucide-solid/icons/x'
import { createEffect, createSignal, onCleanup, Show } from 'solid-js'
import { words } from '../i18n/words.ts'
import { Icon } from './Icon.tsx'
import { currentToast, dropToast } from './toast.ts'
import styles from './ToastRegion.module.css'

/** Long enough to read a line; with something to press, long enough to reach it too. */
const plainMs = 5000
const withActionMs = 8000

/** Where toasts appear: once in the page. Pointing at one, or focusing it, holds it. */
export function ToastRegion() {
  const [held, setHeld] = createSignal(false)
  createEffect(() => {
    const toast = currentToast()
    if (!toast || toast.stays || held()) return
    const timer = setTimeout(() => dropToast(toast), toast.action ? withActionMs : plainMs)
    onCleanup(() => clearTimeout(timer))
  })
  return (
    <div class={styles.region} role="status" aria-live="polite">
      <Show when={currentToast()} keyed>
        {toast => (
          <div
            class={styles.toast}
            onPointerEnter={() => setHeld(true)}
            onPointerLeave={() => setHeld(false)}
            onFocusIn={() => setHeld(true)}
            onFocusOut={() => setHeld(false)}
          >
            <Show when={toast.icon}>{icon => <Icon of={icon()} size={20} />}</Show>
            <span class={styles.text}>{toast.text}</span>
            <Show when={toast.action}>
              {action => (
                <button
                  type="button"
                  class={styles.action}
                  onClick={() => {
                    setHeld(false)
                    dropToast(toast)
                    action().run()
                  }}
                >
                  {action().label}
                </button>
              )}
            </Show>
            <Show when={toast.stays}>
              <button
                type="button"
                class={styles.close}
                aria-label={words().common.close}
                onClick={() => {
                  setHeld(false)
                  dropToast(toast)
                }}
              >
                <Icon of={X} size={20} />
              </button>
            </Show>
          </div>
        )}
      </Show>
    </div>
  )
}
