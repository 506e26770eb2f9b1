/**
 * What the Enter key means in the composer, as a machine over the events of one text field, in the order they came. Chromium
 * tells of a Hangul Enter *before* the composition ends (keydown, `isComposing`, keyCode 229, then `compositionend`), Safari
 * after it, macOS Chromium twice. A Hangul syllable is finished by that Enter, so it sends, once, when the composition has
 * ended; with kana, pinyin or a Hanja list the same Enter chooses a word and must not send.
 */
export type EnterEvent =
  | {
      readonly type: 'keydown'
      readonly key: string
      readonly code: string
      readonly keyCode: number
      readonly isComposing: boolean
      readonly shiftKey: boolean
      readonly altKey: boolean
      readonly ctrlKey: boolean
      readonly metaKey: boolean
      readonly repeat: boolean
    }
  | { readonly type: 'keyup'; readonly key: string; readonly code: string }
  | { readonly type: 'compositionstart' }
  | { readonly type: 'compositionupdate'; readonly data: string }
  | { readonly type: 'compositionend'; readonly data: string }
  /** `beforeinput` with `insertLineBreak` or `insertParagraph`. */
  | { readonly type: 'linebreak' }
  | { readonly type: 'blur' }

export interface EnterState {
  /** What the input method last showed as being composed; `null` outside a composition. */
  readonly composed: string | null
  /** The text of a composition that ended since the last other key. */
  readonly ended: string | null
  /** A Hangul Enter was pressed: the composition, once ended with this text, is sent. */
  readonly sendsAfter: string | null
  /** This press of Enter has done its work; whatever else it causes until released is swallowed. */
  readonly spent: boolean
}

export type EnterAct =
  /** The browser does what it does. */
  | 'leave'
  /** Prevent the default; nothing else. */
  | 'swallow'
  /** Prevent the default and send what the field holds. */
  | 'send'

export const idleEnter: EnterState = { composed: null, ended: null, sendsAfter: null, spent: false }

const hangul = /^[\p{Script=Hangul}\s]+$/u
const isEnter = (event: { readonly key: string; readonly code: string }): boolean =>
  event.key === 'Enter' || event.code === 'Enter' || event.code === 'NumpadEnter'

/**
 * @param touch Whether the keyboard is on the screen: there Enter breaks the line and the button sends; with Ctrl or Cmd
 * held, Enter sends everywhere.
 */
export const decideEnterKey = (
  state: EnterState,
  event: EnterEvent,
  touch: boolean,
): { readonly state: EnterState; readonly act: EnterAct } => {
  const next = (act: EnterAct, change: Partial<EnterState> = {}) => ({ state: { ...state, ...change }, act })
  switch (event.type) {
    case 'compositionstart':
      return next('leave', { composed: '', ended: null, spent: false })
    case 'compositionupdate':
      return next('leave', { composed: event.data })
    case 'compositionend': {
      // A Hanja list ends with another text than the Hangul it was opened on: that Enter chose, it did not finish.
      const sends = state.sendsAfter !== null && (event.data === '' || hangul.test(event.data))
      return next(sends ? 'send' : 'leave', { composed: null, ended: event.data, sendsAfter: null, spent: sends })
    }
    case 'linebreak':
      return next(state.spent || state.sendsAfter !== null ? 'swallow' : 'leave')
    case 'keyup':
      return isEnter(event) ? next('leave', { spent: false, ended: null }) : next('leave')
    case 'blur':
      return { state: idleEnter, act: 'leave' }
    case 'keydown':
      return isEnter(event) ? decidePress(state, event, touch) : next('leave', { ended: null, spent: false })
  }
}

const decidePress = (
  state: EnterState,
  event: Extract<EnterEvent, { type: 'keydown' }>,
  touch: boolean,
): { readonly state: EnterState; readonly act: EnterAct } => {
  const next = (act: EnterAct, change: Partial<EnterState> = {}) => ({ state: { ...state, ...change }, act })
  const sends = event.ctrlKey || event.metaKey || (!touch && !event.shiftKey && !event.altKey)
  if (!sends) return next('leave')
  if (state.spent || event.repeat) return next('swallow')
  if (event.isComposing || state.composed !== null) {
    const composed = state.composed ?? ''
    return hangul.test(composed) ? next('leave', { sendsAfter: composed }) : next('leave')
  }
  // Safari ends the composition first and marks the Enter that ended it with keyCode 229.
  if (event.keyCode === 229) {
    return hangul.test(state.ended ?? '')
      ? next('send', { spent: true, ended: null })
      : next('swallow', { ended: null })
  }
  return next('send', { spent: true, ended: null })
}
