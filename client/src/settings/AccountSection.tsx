import { createSignal } from 'solid-js'
import { words } from '../i18n/words.ts'
import { Button } from '../ui/Button.tsx'
import { Section, Setting } from './Section.tsx'
import { ChangePassword } from './ChangePassword.tsx'
import { LogOut } from './LogOut.tsx'
import { Withdraw } from './Withdraw.tsx'

/** Password, leaving this device, leaving altogether: each asks in a dialog of its own. */
export function AccountSection() {
  const [open, setOpen] = createSignal<'password' | 'log-out' | 'withdraw' | null>(null)
  const close = () => setOpen(null)
  return (
    <Section title={words().settings.account}>
      <Setting
        label={words().settings.password}
        control={<Button onClick={() => setOpen('password')}>{words().settings.changePassword}</Button>}
      />
      <Setting
        label={words().settings.leaveDevice}
        control={<Button onClick={() => setOpen('log-out')}>{words().settings.logOut}</Button>}
      />
      <Setting
        label={words().settings.leave}
        control={<Button onClick={() => setOpen('withdraw')}>{words().settings.withdraw}</Button>}
      />
      <ChangePassword open={open() === 'password'} onClose={close} />
      <LogOut open={open() === 'log-out'} onClose={close} />
      <Withdraw open={open() === 'withdraw'} onClose={close} />
    </Section>
  )
}
