import { createEffect, createSignal, on, onCleanup } from 'solid-js'
import { sayProblem } from '../i18n/sayFault.ts'
import { words } from '../i18n/words.ts'
import { useAccount, useSession } from '../session/SessionProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { createWatched } from '../ui/createWatched.ts'
import { Field } from '../ui/Field.tsx'
import { showToast } from '../ui/toast.ts'
import styles from './AskFriend.module.css'
import { canAsk, checkFriendHandle, type HandleState } from './checkFriendHandle.ts'

/** A pause this long means the handle is written; asking the relay at each letter would be refused as too much. */
const pauseMs = 500

/** One asks for a friend by the handle they told; it may be asked offline and goes out later. */
export function AskFriend(props: { readonly input?: ((element: HTMLInputElement) => void) | undefined }) {
  const session = useSession()
  const account = useAccount()
  const connections = createWatched(() => account.people.connections)
  const queued = createWatched(() => account.people.queued)
  const relay = createWatched(() => account.replica.relay)
  const [typed, setTyped] = createSignal('')
  const [pressed, setPressed] = createSignal(false)
  const [found, setFound] = createSignal<'free' | 'taken' | 'invalid' | null>(null)
  const [busy, setBusy] = createSignal(false)
  let field: HTMLInputElement | undefined
  const state = () => checkFriendHandle(typed(), account.me.handle, connections() ?? [], queued())

  createEffect(
    on(typed, handle => {
      setFound(null)
      if (!canAsk(state())) return
      let isLatest = true
      const timer = setTimeout(() => {
        void session.checkHandle(handle.trim()).then(result => {
          if (isLatest && result.ok) setFound(result.value)
        })
      }, pauseMs)
      onCleanup(() => {
        isLatest = false
        clearTimeout(timer)
      })
    }),
  )
  const error = () => {
    const said = sayHandle(state(), pressed())
    if (said !== undefined) return said
    if (found() === 'free') return sayProblem('person-unknown')
    return found() === 'invalid' ? sayProblem('handle-invalid') : undefined
  }
  const good = () => {
    const now = state()
    if (now.kind === 'asked-you') return words().people.handleAskedYou(now.name)
    return found() === 'taken' ? words().people.handleFound : undefined
  }
  const ask = async (event: SubmitEvent) => {
    event.preventDefault()
    setPressed(true)
    if (!canAsk(state()) || error() !== undefined) {
      field?.focus()
      return
    }
    setBusy(true)
    try {
      await account.people.request(typed().trim().normalize('NFC'))
      if (relay() !== 'on') showToast({ text: words().people.kept })
      setTyped('')
      setPressed(false)
    } catch {
      showToast({ text: words().people.failedBody })
    } finally {
      setBusy(false)
      field?.focus()
    }
  }
  return (
    <form class={styles.form} onSubmit={event => void ask(event)} novalidate>
      <Field
        label={words().people.handle}
        help={words().people.handleHelp}
        value={typed()}
        onValue={value => {
          setTyped(value)
          setPressed(false)
        }}
        error={error()}
        good={good()}
        input={element => {
          field = element
          props.input?.(element)
        }}
        autocapitalize="none"
        autocomplete="off"
        autocorrect="off"
        spellcheck={false}
        enterkeyhint="send"
        inputmode="email"
      />
      <Button type="submit" tone="primary" busy={busy()}>
        {words().people.ask}
      </Button>
    </form>
  )
}

/** What is certainly wrong is said while typing; what may still become right, only once it was pressed. */
const sayHandle = (state: HandleState, pressed: boolean): string | undefined => {
  const say = words().people
  switch (state.kind) {
    case 'empty':
      return pressed ? say.handleEmpty : undefined
    case 'short':
      return pressed ? say.handleShort : undefined
    case 'long':
      return say.handleLong
    case 'spaces':
      return say.handleSpaces
    case 'self':
      return say.handleSelf
    case 'friend':
      return say.handleFriend(state.name)
    case 'asked':
      return say.handleAsked
    case 'asked-you':
    case 'fine':
      return undefined
  }
}
