import { decideEnterKey, idleEnter, type EnterEvent } from './decideEnterKey.ts'

/**
 * Gives a field its Enter key: tells `decideEnterKey` every event that matters and does what it decides. Returns a `ref`.
 * @param isTouch Whether the keyboard is on the screen.
 */
export const createEnterKey = (send: () => void, isTouch: () => boolean) => {
  let state = idleEnter
  return (field: HTMLTextAreaElement): void => {
    const tell = (event: Event, told: EnterEvent) => {
      const decided = decideEnterKey(state, told, isTouch())
      state = decided.state
      if (decided.act === 'leave') return
      event.preventDefault()
      if (decided.act !== 'send') return
      // Inside `compositionend` the browser still holds the last syllable and would write it into the emptied field.
      if (told.type === 'compositionend') setTimeout(send, 0)
      else send()
    }
    field.addEventListener('keydown', event => {
      const { key, code, keyCode, isComposing, shiftKey, altKey, ctrlKey, metaKey, repeat } = event
      tell(event, { type: 'keydown', key, code, keyCode, isComposing, shiftKey, altKey, ctrlKey, metaKey, repeat })
    })
    field.addEventListener('keyup', event => tell(event, { type: 'keyup', key: event.key, code: event.code }))
    field.addEventListener('compositionstart', event => tell(event, { type: 'compositionstart' }))
    field.addEventListener('compositionupdate', event => tell(event, { type: 'compositionupdate', data: event.data }))
    field.addEventListener('compositionend', event => tell(event, { type: 'compositionend', data: event.data }))
    field.addEventListener('beforeinput', event => {
      const breaks = event.inputType === 'insertLineBreak' || event.inputType === 'insertParagraph'
      if (breaks) tell(event, { type: 'linebreak' })
    })
    field.addEventListener('blur', event => tell(event, { type: 'blur' }))
  }
}
