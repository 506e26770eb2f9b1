import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TimeLimitError, within } from './within.ts'

describe('within', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const never = () => new Promise<never>(() => undefined)

  it('settles as the promise does and leaves no timer behind', async () => {
    await expect(within(Promise.resolve('written'), 1_000, 'write')).resolves.toBe('written')
    await expect(within(Promise.reject(new Error('full')), 1_000, 'write')).rejects.toThrow('full')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('rejects at the limit and not before, saying what took too long', async () => {
    const settled: unknown[] = []
    const waiting = within(never(), 1_000, 'open').catch((error: unknown) => settled.push(error))
    await vi.advanceTimersByTimeAsync(999)
    expect(settled).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    await waiting
    expect(settled[0]).toBeInstanceOf(TimeLimitError)
    expect(settled[0]).toMatchObject({ doing: 'open', limitMs: 1_000 })
  })

  it('a page that slept past the limit gives its storage time to answer', async () => {
    let answer: (value: string) => void = () => undefined
    const slow = within(new Promise<string>(resolve => (answer = resolve)), 1_000, 'open')
    // After an hour asleep every timer that is due fires once, before anything else can happen.
    await vi.runOnlyPendingTimersAsync()
    answer('opened')
    await expect(slow).resolves.toBe('opened')
  })
})
