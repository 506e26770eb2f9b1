import type { ProblemKind } from '@sarangbang/shared/api/problem.ts'
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

/**
 * Does the outbox's work: kinds side by side, within one kind strictly in order, so that a request never overtakes an earlier one. Only
 * one tab runs it (Web Lock, design.md §5).
 */
export const drainOutbox = <Work extends OutboxWork>(options: DrainOptions<Work>): OutboxDrain => {
  const { outbox, perform, online, now, random, setAlarm = setTimeoutAlarm, onChange = () => undefined } = options
  const state = { poked: false, hurried: false, closed: false, running: null as Promise<void> | null }
  let cancelAlarm = () => undefined as void

  const attempt = async (record: OutboxRecord<Work>): Promise<'next' | 'wait'> => {
    // What perform throws is a bug of its own; the work must outlive it.
    const outcome = await perform(record).catch((): OutboxOutcome => ({ kind: 'later' }))
    const noted =
      outcome.kind === 'done'
        ? await outbox.remove(record.key)
        : outcome.kind === 'refused'
          ? await outbox.update(record.key, { refused: outcome.problem })
          : await outbox.update(record.key, nextAttempt(record, now(), random(), outcome.afterMs ?? null))
    onChange()
    return noted.ok && outcome.kind !== 'later' ? 'next' : 'wait'
  }

  /** Works a lane until it must wait; resolves with the wait, `Infinity` when it is empty. */
  const drainLane = async (lane: readonly OutboxRecord<Work>[], hurry: boolean): Promise<number> => {
    for (const record of lane) {
      if (state.closed || !online()) return Infinity
      const ms = waitMs(record, now(), hurry)
      if (ms > 0) return ms
      // A storage that cannot note the outcome would have us ask at once again: it waits as well.
      if ((await attempt(record)) === 'wait') return outboxBackOff.firstMs
    }
    return Infinity
  }

  const round = async (): Promise<number> => {
    const hurry = state.hurried
    state.hurried = false
    const listed = await outbox.list()
    if (!listed.ok) return outboxBackOff.capMs
    const lanes = Map.groupBy(
      listed.value.filter(record => record.refused === null),
      record => record.kind,
    )
    const waits = await Promise.all([...lanes.values()].map(lane => drainLane(lane, hurry)))
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
    if (!state.closed && Number.isFinite(ms)) cancelAlarm = setAlarm(poke, ms)
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
