import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { Result } from '@sarangbang/shared/result.ts'
import type { AccountDatabase } from './accountDatabase.ts'
import type { JournalRecord } from './journal.ts'
import { soundRows } from './soundRows.ts'
import { hasFields, isBytes, isListOf, isNumber, isText, orNull } from './soundness.ts'
import type { StorageFault } from './storageFault.ts'

const isRecord = hasFields({
  id: isText,
  room: isText,
  writtenMs: isNumber,
  parts: isListOf(
    hasFields({
      document: isText,
      kind: isText,
      plain: isBytes,
      place: orNull(hasFields({ session: isText, clock: isNumber })),
    }),
  ),
})

/**
 * The journal in the order of appending; of one room or of all. A record whose bytes the browser has lost, or that is none any more, is
 * deleted and told of (soundRows): it must not take the others with it. Its envelope may stand in its document all the same.
 */
export const listJournal = (
  database: AccountDatabase,
  room: RoomId | undefined,
): Promise<Result<readonly JournalRecord[], StorageFault>> =>
  // An index lists equal keys by primary key, which is the order of appending.
  soundRows(database, 'journal', isRecord, room === undefined ? undefined : { index: 'room', key: room })
