import { words } from '../i18n/words.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'

export interface ConfirmDialogProps {
  readonly open: boolean
  /** A question: 이 메시지를 삭제할까요? */
  readonly title: string
  /** What is lost by it. */
  readonly body: string
  /** The verb on the button. */
  readonly verb: string
  /** It cannot be undone. */
  readonly danger?: boolean | undefined
  readonly busy?: boolean | undefined
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks before something that cannot be taken back. 취소 comes first, and first in focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={props.title}
      body={props.body}
      busy={props.busy}
      actions={
        <>
          <Button disabled={props.busy} onClick={() => props.onClose()}>
            {words().common.cancel}
          </Button>
          <Button tone={props.danger ? 'danger' : 'primary'} busy={props.busy} onClick={() => props.onConfirm()}>
            {props.verb}
          </Button>
        </>
      }
    />
  )
}
