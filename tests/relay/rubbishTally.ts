import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { countOf } from '../counts.ts'

/** What was thrown at something, by kind and by what became of it; and what it cost. */
export interface Tally {
  count(kind: string, outcome: string): void
  /** Processor time of one frame: on a busy machine the clock on the wall says nothing. Keeps the worst. */
  cost(kind: string, frame: Uint8Array, ms: number): void
  readonly outcomes: ReadonlyMap<string, number>
  readonly kinds: ReadonlyMap<string, number>
  readonly worst: { readonly ms: number; readonly kind: string; readonly hex: string; readonly bytes: number }
  toText(): string
}

const up = (counts: Map<string, number>, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1)

export const makeTally = (): Tally => {
  const outcomes = new Map<string, number>()
  const kinds = new Map<string, number>()
  let worst: Tally['worst'] = { ms: 0, kind: '', hex: '', bytes: 0 }
  return {
    outcomes,
    kinds,
    get worst() {
      return worst
    },
    count: (kind, outcome) => {
      up(kinds, kind)
      up(outcomes, outcome)
    },
    cost: (kind, frame, ms) => {
      if (ms > worst.ms) {
        worst = { ms, kind, bytes: frame.length, hex: Buffer.from(frame.subarray(0, 40)).toString('hex') }
      }
    },
    toText: () =>
      JSON.stringify({
        kinds: Object.fromEntries(kinds),
        outcomes: Object.fromEntries(outcomes),
        ...(worst.ms > 0 && { worst }),
      }),
  }
}

/** Each takes some five seconds on a quiet machine; in the soak as long as it takes. */
export const inTime = countOf(1, 0) === 1 ? {} : { timeout: 120_000 }

/** Processor milliseconds of this process so far. */
export const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Bytes in use after everything that can go has gone. */
export const heapBytes = (): number => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
  return process.memoryUsage().heapUsed
}

/** Rejections and exceptions that nobody handled, while `run` runs. */
export const orphansDuring = async (run: () => Promise<void>): Promise<readonly string[]> => {
  const orphans: string[] = []
  const note = (error: unknown): void => void orphans.push(error instanceof Error ? (error.stack ?? '') : String(error))
  process.on('unhandledRejection', note)
  process.on('uncaughtException', note)
  try {
    await run()
    await new Promise(resolve => setImmediate(resolve))
    return orphans
  } finally {
    process.off('unhandledRejection', note)
    process.off('uncaughtException', note)
  }
}
