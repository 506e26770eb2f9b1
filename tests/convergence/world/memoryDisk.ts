import type { EntryId } from '@sarangbang/shared/crypto/ids.ts'
import { isSameTime } from '@sarangbang/client/src/replica/store/journal.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { Stamp } from '@sarangbang/shared/room/entry.ts'
import {
  greatestClocks,
  smallestClocks,
  type Acks,
  type EpochKey,
  type Journal,
  type JournalRecord,
  type Keyring,
  type StorageFault,
} from '@sarangbang/client/src/replica/store/index.ts'
import type { DeviceDisk, Holdings } from './deviceDisk.ts'
import { keepInMemory, loseRows, type MemoryRows } from './memoryDocument.ts'
import { rowsHold } from './rowsHold.ts'

/** An account's own database. Values are replaced, never changed. */
interface Account {
  readonly journal: readonly JournalRecord[]
  readonly keys: readonly EpochKey[]
  readonly acks: ReadonlyMap<DocumentName, ReadonlyMap<number, number>>
  readonly readUpTo: Stamp | null
}
interface Content {
  account: { now: Account; safe: Account }
  readonly documents: Map<DocumentName, MemoryRows>
}

const emptyAccount: Account = { journal: [], keys: [], acks: new Map(), readUpTo: null }
const emptyContent = (): Content => ({ account: { now: emptyAccount, safe: emptyAccount }, documents: new Map() })
const never = <T>(): Promise<T> => new Promise<T>(() => undefined)

/**
 * A disk that promises no more than IndexedDB does: databases are independent, within one writes reach the disk in order, a strict
 * one takes what came before it along, and a stop may take back any relaxed ones behind the last strict one.
 */
export const makeMemoryDisk = (): DeviceDisk => {
  let content = emptyContent()
  const copies: Content[] = [emptyContent()]
  let generation = 0

  const copyOf = ({ account, documents }: Content, lose: number | null): Content => ({
    account: { now: account.now, safe: account.now },
    documents: new Map(
      [...documents].map(([name, rows]) => [
        name,
        lose === null ? { now: rows.now, safe: rows.now } : loseRows(rows, lose),
      ]),
    ),
  })
  const openAccount = (isAlive: () => boolean) => {
    const change = async (
      how: 'strict' | 'relaxed',
      next: (account: Account) => Account,
    ): Promise<Result<void, StorageFault>> => {
      if (!isAlive()) return never()
      const { account } = content
      account.now = next(account.now)
      await Promise.resolve()
      if (!isAlive()) return never()
      if (how === 'strict') account.safe = account.now
      return ok(undefined)
    }
    const journal: Journal = {
      append: record =>
        change('strict', account =>
          account.journal.some(({ id }) => id === record.id)
            ? account
            : { ...account, journal: [...account.journal, record] },
        ),
      place: (id, places) =>
        change('relaxed', account => ({
          ...account,
          journal: account.journal.map(record =>
            record.id === id
              ? { ...record, parts: record.parts.map((part, at) => ({ ...part, place: places[at] ?? null })) }
              : record,
          ),
        })),
      replace: async records => {
        const replaced = new Set<EntryId>()
        const changed = await change('strict', account => ({
          ...account,
          journal: account.journal.map(before => {
            const record = records.find(({ id }) => id === before.id)
            if (record === undefined || isSameTime(before, record)) return before
            replaced.add(record.id)
            return record
          }),
        }))
        return changed.ok ? ok(replaced) : changed
      },
      remove: ids =>
        change('relaxed', account => ({ ...account, journal: account.journal.filter(({ id }) => !ids.includes(id)) })),
      list: async room => ok(content.account.now.journal.filter(record => room === undefined || record.room === room)),
    }
    const keyring: Keyring = {
      add: key =>
        change('strict', account =>
          account.keys.some(({ epoch }) => epoch === key.epoch)
            ? account
            : { ...account, keys: [...account.keys, key] },
        ),
      get: (room, epoch) => content.account.now.keys.find(key => key.room === room && key.epoch === epoch) ?? null,
      list: room => content.account.now.keys.filter(key => key.room === room),
    }
    const acks: Acks = {
      load: async document => ok(content.account.now.acks.get(document) ?? new Map()),
      raise: (document, heard) =>
        change('relaxed', account => {
          const known = account.acks.get(document) ?? new Map<number, number>()
          return { ...account, acks: new Map(account.acks).set(document, greatestClocks(known, heard)) }
        }),
      lower: (document, left) =>
        change('relaxed', account => {
          const known = account.acks.get(document) ?? new Map<number, number>()
          return { ...account, acks: new Map(account.acks).set(document, smallestClocks(known, left)) }
        }),
      forget: async () => fail({ kind: 'storage-failed', reason: 'nothing here forgets' }),
    }
    const saveReadUpTo = (readUpTo: Stamp): void => void change('relaxed', account => ({ ...account, readUpTo }))
    return { journal, keyring, acks, saveReadUpTo }
  }
  const rowsOf = (name: DocumentName): MemoryRows => {
    const rows = content.documents.get(name) ?? { now: [], safe: [] }
    content.documents.set(name, rows)
    return rows
  }
  const stop = (): void => void generation++

  return {
    open: async () => {
      const mine = ++generation
      const isAlive = (): boolean => generation === mine
      return {
        ...openAccount(isAlive),
        readUpTo: content.account.now.readUpTo,
        keep: (name, doc) => keepInMemory(rowsOf(name), doc, isAlive),
        list: async () => ok([...content.documents.keys()]),
        close: async () => {
          content.account.safe = content.account.now
          stop()
        },
      }
    },
    crash: lose => {
      stop()
      const { account } = content
      const kept = lose % 3 === 0 ? account.safe : account.now
      content = { ...copyOf(content, lose), account: { now: kept, safe: kept } }
    },
    backUp: async () => copies.push(copyOf(content, null)) - 1,
    restore: async copy => {
      stop()
      content = copyOf(copies[copy] ?? emptyContent(), null)
    },
    holdings: async (): Promise<Holdings> => {
      const { safe, now } = content.account
      const held = [...content.documents].map(([name, rows]) => [name, rowsHold(rows.safe)] as const)
      return {
        journaled: new Set(safe.journal.map(({ id }) => id).filter(id => now.journal.some(one => one.id === id))),
        epochs: new Set([...safe.keys.map(({ epoch }) => epoch), ...held.flatMap(([, { epochs }]) => epochs)]),
        clocks: new Map(held.map(([name, { clocks }]) => [name, clocks])),
      }
    },
  }
}
