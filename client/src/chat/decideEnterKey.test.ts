import { describe, expect, it } from 'vitest'
import { decideEnterKey, idleEnter, type EnterEvent } from './decideEnterKey.ts'

type Press = Partial<Extract<EnterEvent, { type: 'keydown' }>>

const down = (press: Press = {}): EnterEvent => ({
  type: 'keydown',
  key: 'Enter',
  code: 'Enter',
  keyCode: 13,
  isComposing: false,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  repeat: false,
  ...press,
})
const letter = (key: string, code: string): EnterEvent => down({ key, code, keyCode: 229, isComposing: true })
const up: EnterEvent = { type: 'keyup', key: 'Enter', code: 'Enter' }
const start: EnterEvent = { type: 'compositionstart' }
const update = (data: string): EnterEvent => ({ type: 'compositionupdate', data })
const end = (data: string): EnterEvent => ({ type: 'compositionend', data })
const linebreak: EnterEvent = { type: 'linebreak' }

/** Replays a recorded list; returns where it sent (index of the event) and which events were swallowed. */
const replay = (events: readonly EnterEvent[], touch = false) => {
  let state = idleEnter
  const sent: number[] = []
  const swallowed: number[] = []
  events.forEach((event, index) => {
    const decided = decideEnterKey(state, event, touch)
    state = decided.state
    if (decided.act === 'send') sent.push(index)
    if (decided.act === 'swallow') swallowed.push(index)
  })
  return { sent, swallowed, state }
}

describe('decideEnterKey', () => {
  it('Latin: Enter sends once, its key repeat and Shift+Enter do not', () => {
    expect(replay([down(), down({ repeat: true }), up]).sent).toEqual([0])
    expect(replay([down(), up, down(), up]).sent).toEqual([0, 2])
    expect(replay([down({ shiftKey: true }), linebreak, up])).toMatchObject({ sent: [], swallowed: [] })
    expect(replay([down({ altKey: true }), up]).sent).toEqual([])
  })

  it('Hangul in Chromium (Linux, Windows): sends when the composition ends, not before, and only once', () => {
    const events = [
      letter('ㅇ', 'KeyD'),
      start,
      update('ㅇ'),
      update('아'),
      update('안'),
      down({ keyCode: 229, isComposing: true }),
      end('안'),
      up,
    ]
    expect(replay(events)).toMatchObject({ sent: [6], swallowed: [] })
  })

  it('Hangul in Chromium on macOS: the second keydown of the same press is swallowed, the next press sends again', () => {
    const press = [start, update('녕'), down({ keyCode: 229, isComposing: true }), end('녕'), down(), linebreak, up]
    expect(replay(press)).toMatchObject({ sent: [3], swallowed: [4, 5] })
    expect(replay([...press, ...press]).sent).toEqual([3, 10])
  })

  it('Hangul on Windows where the key is called Process', () => {
    const events = [start, update('해'), down({ key: 'Process', keyCode: 229, isComposing: true }), end('해'), up]
    expect(replay(events).sent).toEqual([3])
  })

  it('Hangul in Safari: compositionend comes first, the Enter that follows with 229 sends', () => {
    expect(replay([start, update('안'), end('안'), down({ keyCode: 229 }), linebreak, up])).toMatchObject({
      sent: [3],
      swallowed: [4],
    })
  })

  it('Hangul committed by the input method before it forwards a plain Enter (ibus) sends once', () => {
    expect(replay([start, update('안'), end('안'), down(), up]).sent).toEqual([3])
  })

  it('Hangul in Firefox: the Enter reaches the page with isComposing, then the end', () => {
    expect(
      replay([start, update('글'), down({ keyCode: 229, isComposing: true }), end('글'), linebreak, up]),
    ).toMatchObject({ sent: [3], swallowed: [4] })
  })

  it('a Hanja list opened on Hangul: the Enter that chooses does not send', () => {
    const events = [start, update('한'), down({ keyCode: 229, isComposing: true }), end('韓'), up]
    expect(replay(events)).toMatchObject({ sent: [], swallowed: [] })
    expect(replay([...events, down(), up]).sent).toEqual([5])
  })

  it('kana: the Enter that converts does not send, in Chromium nor in Safari; the next one does', () => {
    const chromium = [
      start,
      update('にほん'),
      update('日本'),
      down({ keyCode: 229, isComposing: true }),
      end('日本'),
      up,
    ]
    expect(replay(chromium).sent).toEqual([])
    expect(replay([...chromium, down(), up]).sent).toEqual([6])
    const safari = [start, update('にほん'), update('日本'), end('日本'), down({ keyCode: 229 }), up]
    expect(replay(safari)).toMatchObject({ sent: [], swallowed: [4] })
    expect(replay([...safari, down(), up]).sent).toEqual([6])
  })

  it('pinyin: the Enter that takes the letters as they are does not send', () => {
    const events = [start, update('ni'), update("ni'hao"), down({ keyCode: 229, isComposing: true }), end('nihao'), up]
    expect(replay(events).sent).toEqual([])
    expect(replay([...events, down(), up]).sent).toEqual([6])
  })

  it('Shift+Enter in a Hangul composition breaks the line and does not send', () => {
    const events = [
      start,
      update('안'),
      down({ keyCode: 229, isComposing: true, shiftKey: true }),
      end('안'),
      linebreak,
      up,
    ]
    expect(replay(events)).toMatchObject({ sent: [], swallowed: [] })
  })

  it('touch: Enter breaks the line, also out of a Hangul composition; Ctrl+Enter of a real keyboard sends', () => {
    expect(replay([down(), linebreak, up], true)).toMatchObject({ sent: [], swallowed: [] })
    const composing = [start, update('안'), down({ keyCode: 229, isComposing: true }), end('안'), linebreak]
    expect(replay(composing, true)).toMatchObject({ sent: [], swallowed: [] })
    expect(replay([down({ ctrlKey: true }), up], true).sent).toEqual([0])
    expect(replay([down({ metaKey: true }), up], true).sent).toEqual([0])
  })

  it('a lost keyup does not deafen the next press after another key or after the field was left', () => {
    expect(replay([down(), down({ key: 'a', code: 'KeyA', keyCode: 65 }), down()]).sent).toEqual([0, 2])
    expect(replay([down(), { type: 'blur' }, down()]).sent).toEqual([0, 2])
    expect(
      replay([start, update('안'), down({ keyCode: 229, isComposing: true }), { type: 'blur' }, end('안')]).sent,
    ).toEqual([])
  })
})
