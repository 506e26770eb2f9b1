/** A hundred updates that miss the same thing are one question, and a hundred questions one answer. */
const everyMs = 1_000

export interface Paced<T> {
  /** At once, or with the latest value when a second has passed since the last time. */
  run(value: T): void
  stop(): void
}

/** Does something at most once a second, so that one small message of somebody else's can never cost much of ours. */
export const paced = <T>(act: (value: T) => void): Paced<T> => {
  let waiting: { readonly value: T } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const due = (): void => {
    timer = undefined
    if (waiting === null) return
    const { value } = waiting
    waiting = null
    now(value)
  }
  const now = (value: T): void => {
    timer = setTimeout(due, everyMs)
    act(value)
  }
  return {
    run: value => {
      if (timer === undefined) now(value)
      else waiting = { value }
    },
    stop: () => {
      clearTimeout(timer)
      timer = undefined
      waiting = null
    },
  }
}
