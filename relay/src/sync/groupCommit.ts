import type { DocumentUpdate } from '../store/documentStore.ts'
import type { SyncParts } from './syncParts.ts'

/** Something that goes to the disk and is told when it is there. */
export interface Row extends DocumentUpdate {
  /** Called once, after the fsync. */
  kept(position: number): void
}

/**
 * Rows on their way to the disk: whatever has gathered when a transaction can begin goes in one, with one fsync. While the disk
 * refuses (full, read-only) rows stay here in order, nothing is acknowledged, and the same rows are tried again, more and more
 * slowly up to 5 s.
 */
export interface GroupCommit {
  add(row: Row): void
  /** Begins to commit what was added, unless that is under way. */
  run(): void
  /** More is waiting than may wait. */
  isFull(): boolean
  /** Resolves when nothing waits, or at the deadline (by the steady clock). @returns whether everything is on the disk. */
  settled(deadlineMs: number): Promise<boolean>
}

const firstRetryMs = 250
const lastRetryMs = 5000
/** Rows of one transaction: it holds the event loop for about 10 µs a row. */
const maxRows = 2000

export const makeGroupCommit = (
  { store, limits, log, steadyMs }: SyncParts,
  onStorage: (isHealthy: boolean) => void,
): GroupCommit => {
  let rows: Row[] = []
  let bytes = 0
  let isRunning = false
  let retryMs = firstRetryMs
  let retry: NodeJS.Timeout | null = null
  let wake: (() => void)[] = []

  const failed = (error: unknown) => {
    if (retryMs === firstRetryMs) onStorage(false)
    log.error(
      { error: codeOf(error), rows: rows.length, bytes, retryMs },
      'the disk refuses updates: nothing is acknowledged until it takes them',
    )
    retry = setTimeout(() => {
      retry = null
      run()
    }, retryMs)
    retryMs = Math.min(retryMs * 2, lastRetryMs)
  }
  const recovered = () => {
    if (retryMs === firstRetryMs) return
    retryMs = firstRetryMs
    onStorage(true)
    log.info({ rows: rows.length }, 'the disk takes updates again')
  }
  const commit = async () => {
    isRunning = true
    while (rows.length > 0) {
      const batch = rows.slice(0, maxRows)
      let positions: readonly number[]
      try {
        positions = await store.append(batch)
      } catch (error) {
        isRunning = false
        return failed(error)
      }
      rows = rows.slice(batch.length)
      bytes -= sizeOf(batch)
      recovered()
      batch.forEach((row, i) => row.kept(positions[i] ?? 0))
    }
    isRunning = false
    for (const resolve of wake) resolve()
    wake = []
  }
  const run = () => {
    if (!isRunning && !retry && rows.length > 0) void commit()
  }
  return {
    add(row) {
      rows.push(row)
      bytes += row.bytes.length
    },
    run,
    isFull: () => bytes > limits.unkeptBytes,
    async settled(deadlineMs) {
      if (rows.length === 0 && !isRunning) return true
      run()
      let timer: NodeJS.Timeout | undefined
      await Promise.race([
        new Promise<void>(resolve => wake.push(resolve)),
        new Promise<void>(resolve => (timer = setTimeout(resolve, Math.max(0, deadlineMs - steadyMs())))),
      ])
      clearTimeout(timer)
      if (rows.length > 0 && retry) clearTimeout(retry)
      return rows.length === 0
    },
  }
}

const sizeOf = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + row.bytes.length, 0)

/** SQLite and Node both put a name of the fault in `code`; messages may hold paths. */
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : error instanceof Error ? error.name : 'unknown'
