import type { ProblemKind } from '@sarangbang/shared/api/problem.ts'
import type { Result } from '@sarangbang/shared/result.ts'
import type { AccountDatabase } from './accountDatabase.ts'
import { soundRows } from './soundRows.ts'
import { hasFields, isNumber, isText, orNull } from './soundness.ts'
import type { StorageFault } from './storageFault.ts'

/** Something the relay is to do. `kind` is also the lane: work of one kind is done one after another, in the order it was put. */
export interface OutboxWork {
  readonly kind: string
  /** Survives structured clone; JSON, as it is going to be a request. */
  readonly payload: unknown
}

/** How an attempt to do it stands. */
export interface OutboxProgress {
  /** Names the work: put twice it is one, and the relay sees a repetition as a repetition. */
  readonly key: string
  readonly createdMs: number
  readonly attempts: number
  /** Not to be tried before this Unix time in milliseconds, by this device's clock. */
  readonly notBeforeMs: number
  /** The wait is the relay's own word, which a returning network does not shorten. */
  readonly waitAsked: boolean
  /** The relay's final no. It stays here until the person has seen it, and holds nothing up. */
  readonly refused: ProblemKind | null
}
export type OutboxRecord<Work extends OutboxWork = OutboxWork> = Work & OutboxProgress
/** As stored: only `openOutbox` puts rows, with its own `Work`. */
export type OutboxRow = OutboxRecord

/** Work that needs the relay and waits for it across restarts (design.md §5). */
export interface Outbox<Work extends OutboxWork> {
  /** `ok`: it is on the disk and will be done. A key that is there already is left as it is. */
  put(key: string, work: Work, nowMs: number): Promise<Result<void, StorageFault>>
  /** In the order it was put. */
  list(): Promise<Result<readonly OutboxRecord<Work>[], StorageFault>>
  /** Unknown keys are ignored, because the person may have dismissed it meanwhile. */
  update(key: string, progress: Partial<Omit<OutboxProgress, 'key'>>): Promise<Result<void, StorageFault>>
  remove(key: string): Promise<Result<void, StorageFault>>
}

const isRow = hasFields({
  key: isText,
  kind: isText,
  payload: hasFields({}),
  createdMs: isNumber,
  attempts: isNumber,
  notBeforeMs: isNumber,
  refused: orNull(isText),
})

export interface OpenOutbox<Work extends OutboxWork> extends Outbox<Work> {
  /** Its database was emptied under this page: puts in again what the page last saw in it. Done twice, work is the same work. */
  restore(): Promise<void>
}

export const openOutbox = <Work extends OutboxWork>(database: AccountDatabase): OpenOutbox<Work> => {
  const remembered = new Map<string, OutboxRow>()
  const add = async (record: OutboxRow): Promise<Result<void, StorageFault>> => {
    const added = await database.write('outbox', 'strict', async tx => {
      if ((await tx.store.index('key').getKey(record.key)) === undefined) await tx.store.add(record)
    })
    if (added.ok && !remembered.has(record.key)) remembered.set(record.key, record)
    return added
  }
  return {
    put: (key, { kind, payload }, nowMs) =>
      add({ createdMs: nowMs, attempts: 0, notBeforeMs: 0, waitAsked: false, refused: null, kind, payload, key }),
    list: async () => {
      const listed = await soundRows(database, 'outbox', isRow)
      if (listed.ok) {
        // What another tab has done with is not to come back.
        remembered.clear()
        for (const record of listed.value) remembered.set(record.key, record)
      }
      // The rows of this store are those this function's `put` wrote.
      return listed as Result<readonly OutboxRecord<Work>[], StorageFault>
    },
    update: (key, progress) => {
      const known = remembered.get(key)
      if (known !== undefined) remembered.set(key, { ...known, ...progress })
      return database.write('outbox', 'relaxed', async tx => {
        const cursor = await tx.store.index('key').openCursor(key)
        if (cursor) await cursor.update({ ...cursor.value, ...progress })
      })
    },
    remove: key => {
      remembered.delete(key)
      return database.write('outbox', 'strict', async tx => {
        const row = await tx.store.index('key').getKey(key)
        if (row !== undefined) await tx.store.delete(row)
      })
    },
    restore: async () => {
      const all = [...remembered.values()]
      for (const record of all) await add(record)
    },
  }
}
