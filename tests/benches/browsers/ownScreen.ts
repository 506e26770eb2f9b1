import type { Browser, Page } from '@playwright/test'
import { keyToScreen } from './keyToScreen.ts'

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Microseconds. */
  readonly ts: number
  readonly dur?: number
}

const categories = ['disabled-by-default-devtools.timeline', 'devtools.timeline', 'blink.user_timing', 'toplevel']

/** How long the main thread worked between each key press and the paint of its message: the tasks, not the waiting for the frame. */
export const busyTimes = (events: readonly TraceEvent[]): readonly number[] => {
  const busy: number[] = []
  const pressed = events.filter(({ name }) => name === 'pressed')
  const painted = events.filter(({ name }) => name === 'painted')
  for (const press of pressed) {
    const isSameThread = ({ pid, tid }: TraceEvent) => pid === press.pid && tid === press.tid
    const paint = painted.find(event => isSameThread(event) && event.ts > press.ts)
    if (paint === undefined) continue
    const tasks = events.filter(
      ({ name, ts, dur = 0, ...event }) =>
        name === 'RunTask' && isSameThread({ name, ts, ...event }) && ts < paint.ts && ts + dur > press.ts,
    )
    busy.push(tasks.reduce((sum, { dur = 0 }) => sum + dur, 0) / 1000)
  }
  return busy
}

/** Each value is one message's share of the main thread, in milliseconds. */
export const ownScreen = async (
  browser: Browser,
  person: { readonly page: Page },
  messages: number,
): Promise<readonly number[]> => {
  await browser.startTracing(person.page, { categories, screenshots: false })
  await keyToScreen(person, person, 'own', messages)
  const trace = JSON.parse((await browser.stopTracing()).toString('utf8')) as {
    readonly traceEvents: readonly TraceEvent[]
  }
  const busy = busyTimes(trace.traceEvents)
  if (busy.length < messages) throw new Error(`${busy.length} of ${messages} key presses are in the trace`)
  return busy.slice(-messages)
}
