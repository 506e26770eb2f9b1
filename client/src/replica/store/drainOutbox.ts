import type { ProblemKind } from '@sarangbang/shared/api/problem.ts'
import { backOffMs } from './backOff.ts'
import { nextAttempt, outboxBackOff, waitMs } from './nextAttempt.ts'
import type { Outbox, OutboxRecord, OutboxWork } from './outbox.ts'

/** How one attempt ended. */
export type OutboxOutcome =
  | { readonly kind: 'done' }
  /** No answer, or "later": `afterMs` where the relay said when. */
  | { readonly kind: 'later'; readonly afterMs?: number | undefined }
  /** The relay's final no. */
  | { readonly kind: 'refused'; readonly problem: ProblemKind }

export interface DrainOptions<Work extends OutboxWork> {
  readonly outbox: Outbox<Work>
  /** Must be idempotent by `record.key`: a page that dies between the relay's yes and our note of it asks again. A rejection counts as `later`. */
  readonly perform: (record: OutboxRecord<Work>) => Promise<OutboxOutcome>
  readonly online: () => boolean
  /** Unix time in milliseconds. */
  readonly now: () => number
  /** 0 to 1. */
  readonly random: () => number
  /** Calls `wake` once after `ms`; returns what cancels it. */
  readonly setAlarm?: (wake: () => void, ms: number) => () => void
  /** After each change of the outbox, so that screens may read it again. */
  readonly onChange?: () => void
}

export interface OutboxDrain {
  /** Looks for work now: after a put, at start, on reconnect (`hurry`: waits the device chose itself are over). Cheap, and safe to call often. */
  poke(options?: { readonly hurry?: boolean }): void
  /** Resolves when what is under way has ended; pokes made meanwhile included. */
  idle(): Promise<void>
  /** Stops for good; an attempt under way ends by itself. */
  close(): void
}

const setTimeoutAlarm = (wake: () => void, ms: number) => {
  const timer = setTimeout(wake, ms)
  return () => clearTimeout(timer)
}

/** A browser timer of more than 2^31 ms (24 days) fires at once; an alarm a day looks again and costs nothing. */
const maxAlarmMs = 86_400_000

/** What `perform` throws is a bug of its own; the work must outlive it. */
const performSafely = async <Work extends OutboxWork>(
  perform: DrainOptions<Work>['perform'],
  record: OutboxRecord<Work>,
): Promise<OutboxOutcome> => {
  try {
    return await perform(record)
  } catch {
    return { kind: 'later' }
  }
}

const lanesOf = <Record extends OutboxRecord>(records: readonly Record[]): readonly (readonly Record[])[] => {
  const lanes = new Map<string, Record[]>()
  for (const record of records) {
    if (record.refused !== null) continue
    const lane = lanes.get(record.kind)
    if (lane) lane.push(record)
    else lanes.set(record.kind, [record])
  }
  return [...lanes.values()]
}

/**
 * Does the outbox's work: kinds side by side, within one kind strictly in order, so that a request never overtakes an earlier one. Only
 * one tab runs it (Web Lock, design.md §5).
 */
export const drainOutbox = <Work extends OutboxWork>(options: DrainOptions<Work>): OutboxDrain => {
  const { outbox, perform, online, now, random, setAlarm = setTimeoutAlarm, onChange = () => undefined } = options
  const state = { poked: false, hurried: false, closed: false, running: null as Promise<void> | null }
  let cancelAlarm = () => undefined as void

  /** Resolves with how long this lane must wait before it goes on, 0 when it need not. */
  const attempt = async (record: OutboxRecord<Work>): Promise<number> => {
    const outcome = await performSafely(perform, record)
    if (outcome.kind === 'later') {
      const next = nextAttempt(record, now(), random(), outcome.afterMs ?? null)
      await outbox.update(record.key, next)
      onChange()
      return next.notBeforeMs - now()
    }
    const noted =
      outcome.kind === 'done'
        ? await outbox.remove(record.key)
        : await outbox.update(record.key, { refused: outcome.problem })
    onChange()
    // A storage that cannot note the outcome would have us ask again at once.
    return noted.ok ? 0 : backOffMs(outboxBackOff, record.attempts + 1, random())
  }

  /** Works a lane until it must wait; resolves with the wait, `Infinity` when nothing is left to do. */
  const drainLane = async (lane: readonly OutboxRecord<Work>[], hurry: boolean): Promise<number> => {
    for (const record of lane) {
      if (state.closed || !online()) return Infinity
      const ms = waitMs(record, now(), hurry) || (await attempt(record))
      if (ms > 0) return ms
    }
    return Infinity
  }

  const round = async (): Promise<number> => {
    const hurry = state.hurried
    state.hurried = false
    const listed = await outbox.list()
    if (!listed.ok) return outboxBackOff.capMs
    const waits = await Promise.all(lanesOf(listed.value).map(lane => drainLane(lane, hurry)))
    return Math.min(...waits)
  }

  const run = async () => {
    let ms = Infinity
    while (state.poked && !state.closed) {
      state.poked = false
      cancelAlarm()
      if (online()) ms = await round()
    }
    state.running = null
    // Offline nothing is timed: the poke on reconnect goes on.
    if (!state.closed && Number.isFinite(ms)) cancelAlarm = setAlarm(poke, Math.min(ms, maxAlarmMs))
  }
  const poke = ({ hurry = false }: { readonly hurry?: boolean } = {}) => {
    state.poked = true
    state.hurried ||= hurry
    state.running ??= Promise.resolve().then(run)
  }

  return {
    poke,
    idle: async () => {
      while (state.running) await state.running
    },
    close: () => {
      state.closed = true
      cancelAlarm()
    },
  }
}
