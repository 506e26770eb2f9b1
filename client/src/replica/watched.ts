/** A value that changes, free of any view library: what the replica shows of itself. Values are immutable; equal means `===`. */
export interface Watched<T> {
  readonly value: T
  /** Calls `listener` after each change, not at once. Returns what stops it. */
  watch(listener: (value: T) => void): () => void
}

export interface Watchable<T> extends Watched<T> {
  set(value: T): void
}

export const makeWatchable = <T>(initial: T): Watchable<T> => {
  const listeners = new Set<(value: T) => void>()
  let value = initial
  return {
    get value() {
      return value
    },
    set(next) {
      if (next === value) return
      value = next
      listeners.forEach(listener => listener(next))
    },
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
