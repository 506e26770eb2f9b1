import type { AccountId } from '../crypto/ids.ts'
import type { OpenedEntry, RegisterEntry } from './entry.ts'
import { compareEntries, firstCopies } from './orderEntries.ts'

/** All that was said under one name. */
export interface Register {
  /** By the latest stamp of all; for names that any member may set. */
  readonly latest: OpenedEntry<RegisterEntry>
  /** Each author's latest; for names where only some authors count. A removed value (`null`) stays in it. */
  readonly byAuthor: ReadonlyMap<AccountId, OpenedEntry<RegisterEntry>>
}
export type Registers = ReadonlyMap<string, Register>

const isRegister = (one: OpenedEntry): one is OpenedEntry<RegisterEntry> => one.entry.type === 'register'

/**
 * A head's registers by name. Depends only on the set of live entries: any order, any duplicates. A head is small (an author's older
 * values are erased), so it is folded from scratch every time.
 * @param opened - every live entry of the head; others than registers are passed over.
 */
export const foldRegisters = (opened: readonly OpenedEntry[]): Registers => {
  const registers = new Map<
    string,
    { latest: OpenedEntry<RegisterEntry>; byAuthor: Map<AccountId, OpenedEntry<RegisterEntry>> }
  >()
  // Ascending, so that whatever comes later in this loop is later in time.
  for (const one of firstCopies(opened.filter(isRegister)).toSorted(compareEntries)) {
    const known = registers.get(one.entry.name)
    if (!known) registers.set(one.entry.name, { latest: one, byAuthor: new Map([[one.author, one]]) })
    else {
      known.latest = one
      known.byAuthor.set(one.author, one)
    }
  }
  return registers
}
