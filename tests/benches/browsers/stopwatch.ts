/**
 * Runs in the page before its own code: when a key or the mouse was pressed, and when something is on the screen. Times are
 * milliseconds since 1970, of the clock that all pages of a browser share.
 */
export interface Stopwatch {
  /** When the browser heard of the last Enter or click. */
  pressedMs(): number
  /** Resolves when a message with this text is painted in the open room. */
  messagePainted(text: string): Promise<number>
  /** Resolves when a room stands painted in the chats list: milliseconds since the page was asked for. */
  listPainted(): Promise<number>
  nowMs(): number
}

declare global {
  interface Window {
    stopwatch: Stopwatch
  }
}

export const installStopwatch = (): void => {
  let pressed = 0
  const press = (event: Event): void => {
    if (event instanceof KeyboardEvent && event.key !== 'Enter') return
    pressed = performance.timeOrigin + event.timeStamp
    performance.mark('pressed')
  }
  addEventListener('keydown', press, { capture: true })
  addEventListener('click', press, { capture: true })
  const nowMs = () => performance.timeOrigin + performance.now()

  /** What is in the document when a frame begins is on the screen when the task behind that frame runs. */
  const painted = (): Promise<number> =>
    new Promise(resolve => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', () => {
          performance.mark('painted')
          resolve(nowMs())
        })
        port1.start()
        port2.postMessage(null)
      })
    })
  const there = (isThere: () => boolean): Promise<number> =>
    new Promise(resolve => {
      const look = () => {
        if (!isThere()) return false
        observer.disconnect()
        resolve(painted())
        return true
      }
      const observer = new MutationObserver(look)
      if (!look()) observer.observe(document, { childList: true, subtree: true })
    })
  const lastMessages = () =>
    [...document.querySelectorAll('[role="log"] [role="article"], [role="log"] article')].slice(-3)
  const stopwatch: Stopwatch = {
    pressedMs: () => pressed,
    messagePainted: text => there(() => lastMessages().some(message => message.textContent.includes(text))),
    listPainted: async () =>
      (await there(() => document.querySelector('a[href^="/rooms/"]') !== null)) - performance.timeOrigin,
    nowMs,
  }
  Object.assign(window, { stopwatch })
}
