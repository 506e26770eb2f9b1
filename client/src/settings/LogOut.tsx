import { createSignal } from 'solid-js'
import { words } from '../i18n/words.ts'
import { useAccount } from '../session/SessionProvider.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { createWatched } from '../ui/createWatched.ts'

export interface LogOutProps {
  readonly open: boolean
  readonly onClose: () => void
}

/** Takes this device's copy away, and says first what nobody else has yet. */
export function LogOut(props: LogOutProps) {
  const account = useAccount()
  const waiting = createWatched(() => account.replica.waiting)
  const [busy, setBusy] = createSignal(false)
  const leave = async () => {
    setBusy(true)
    await account.logOut()
    setBusy(false)
  }
  return (
    <ConfirmDialog
      open={props.open}
      title={words().settings.logOutTitle}
      body={waiting() > 0 ? words().settings.logOutWaiting(waiting()) : words().settings.logOutBody}
      verb={waiting() > 0 ? words().settings.logOutAnyway : words().settings.logOut}
      danger={waiting() > 0}
      busy={busy()}
      onClose={props.onClose}
      onConfirm={() => void leave()}
    />
  )
}
