import type { Person } from './person.ts'

declare global {
  interface Window {
    /** Sets the device's clock so far from what it really is; it stays so over reloads. */
    setClock(aheadMs: number): void
  }
}

/** Runs in the page before its own code: `Date` as on a device whose clock is wrong. What only runs (`performance.now`) is right. */
const installClock = (firstAheadMs: number): void => {
  const key = 'test.clockAheadMs'
  const stored = (): string | null => {
    try {
      return localStorage.getItem(key)
    } catch {
      // A blank page has no storage, and no clock that matters.
      return null
    }
  }
  let aheadMs = Number(stored() ?? firstAheadMs)
  const Native = Date
  const nowMs = (): number => Native.now() + aheadMs
  window.Date = new Proxy(Native, {
    construct: (target, args: readonly unknown[], self) =>
      Reflect.construct(target, args.length === 0 ? [nowMs()] : args, self) as Date,
    apply: () => new Native(nowMs()).toString(),
    get: (target, name) => (name === 'now' ? nowMs : Reflect.get(target, name)),
  })
  window.setClock = ms => {
    aheadMs = ms
    localStorage.setItem(key, String(ms))
  }
}

/** Before the person's first page opens. */
export const giveClock = ({ context }: Person, aheadMs = 0): Promise<unknown> =>
  context.addInitScript(installClock, aheadMs)

/** The clock jumps, while the page runs. */
export const setClock = ({ page }: Person, aheadMs: number): Promise<void> =>
  page.evaluate(ms => window.setClock(ms), aheadMs)
