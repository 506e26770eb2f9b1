/** How much is measured: `--quick` shows that the benches run, in under a minute; its numbers are not for keeping. */
export interface BenchSize {
  /** Rounds of everything that takes microseconds. */
  readonly messageRounds: number
  readonly foldSizes: readonly number[]
  readonly monthSizes: readonly number[]
  readonly monthRounds: number
  /** Messages that a device was behind. */
  readonly backlog: number
  /** How long a steady load lasts. */
  readonly steadyMs: number
  readonly floodMessages: number
  /** Odd: the median of two is their mean, which one stall decides. */
  readonly deliveryRounds: number
  /** Rooms of two that talk side by side. */
  readonly pairs: number
  /** Everybody's servers, or only those that targets name. */
  readonly peers: 'all' | 'few'
  /** Messages from screen to screen, by each path. */
  readonly screenMessages: number
  /** Starts of the app, and openings of a room. */
  readonly screenRounds: number
  /** Messages of the month that a browser opens. */
  readonly browserMonth: number
}

export const fullSize: BenchSize = {
  messageRounds: 15,
  foldSizes: [1000, 10_000, 100_000],
  monthSizes: [1000, 10_000, 100_000],
  monthRounds: 5,
  backlog: 10_000,
  steadyMs: 2000,
  floodMessages: 10_000,
  deliveryRounds: 3,
  pairs: 500,
  peers: 'all',
  screenMessages: 100,
  screenRounds: 7,
  browserMonth: 6000,
}

export const quickSize: BenchSize = {
  messageRounds: 5,
  foldSizes: [1000, 10_000],
  monthSizes: [1000, 10_000],
  monthRounds: 3,
  backlog: 1000,
  steadyMs: 500,
  floodMessages: 1000,
  deliveryRounds: 1,
  pairs: 100,
  peers: 'few',
  screenMessages: 10,
  screenRounds: 2,
  browserMonth: 600,
}
