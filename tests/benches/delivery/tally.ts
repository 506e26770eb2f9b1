import { quantile } from '../measure/median.ts'

/** Milliseconds. */
export interface Latency {
  readonly p50: number
  readonly p99: number
}

/** When messages left: by client, at their clocks. */
export type Departures = Map<number, number[]>

/** What one reader has: the next clock by client. */
export type Reader = Map<number, number>

/** Counts arrivals, and how long each message took to each reader. */
export interface Tally {
  /** Everything of `client` below `next` is at this reader; what was there before counts once. Of strangers nothing counts. */
  arrived(reader: Reader, client: number, next: number): void
  readonly count: number
  /** `null` when nothing arrived. */
  latency(): Latency | null
}

/** @param now milliseconds, of the clock of the departures. */
export const makeTally = (departures: Departures, now: () => number): Tally => {
  const tookMs: number[] = []
  return {
    arrived(reader, client, next) {
      const left = departures.get(client)
      const from = reader.get(client) ?? 0
      if (!left || next <= from) return
      if (next > left.length) throw new RangeError(`message ${next - 1} of ${client} arrived before it left`)
      const nowMs = now()
      for (const leftMs of left.slice(from, next)) tookMs.push(nowMs - leftMs)
      reader.set(client, next)
    },
    get count() {
      return tookMs.length
    },
    latency: () => (tookMs.length === 0 ? null : { p50: quantile(tookMs, 0.5), p99: quantile(tookMs, 0.99) }),
  }
}
