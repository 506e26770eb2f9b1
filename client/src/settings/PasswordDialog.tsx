import { createEffect, createUniqueId, on, type JSX } from 'solid-js'
import { words } from '../i18n/words.ts'
import { useAccount } from '../session/SessionProvider.tsx'
import { Button, type ButtonProps } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import type { createForm } from '../welcome/createForm.ts'
import { FormFault } from '../welcome/FormFault.tsx'
import { isWrongPassword } from './isWrongPassword.ts'
import styles from './PasswordDialog.module.css'

export interface PasswordDialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly body: string
  /** What sending does; says so itself while it is under way. */
  readonly verb: string
  readonly tone: ButtonProps['tone']
  readonly form: ReturnType<typeof createForm>
  /** Forgets what was typed: at every opening and closing, so that passwords do not outlive the dialog. */
  readonly forget: () => void
  readonly children: JSX.Element
}

/** A change to the account that its password is asked for. */
export function PasswordDialog(props: PasswordDialogProps) {
  const account = useAccount()
  const formId = createUniqueId()
  createEffect(
    on(
      () => props.open,
      () => {
        props.forget()
        props.form.reset()
      },
    ),
  )
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      busy={props.form.busy()}
      title={props.title}
      body={props.body}
      actions={
        <>
          <Button disabled={props.form.busy()} onClick={() => props.onClose()}>
            {words().common.cancel}
          </Button>
          <Button tone={props.tone} type="submit" form={formId} busy={props.form.busy()}>
            {props.verb}
          </Button>
        </>
      }
    >
      <form class={styles.form} id={formId} onSubmit={event => props.form.submit(event)} novalidate>
        {/* For password managers: whose password this is. */}
        <input hidden autocomplete="username" value={account.me.handle} readOnly />
        {props.children}
        <FormFault fault={isWrongPassword(props.form.fault()) ? null : props.form.fault()} />
      </form>
    </Dialog>
  )
}
