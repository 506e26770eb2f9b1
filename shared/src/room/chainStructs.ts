import { endOf, type StructId, type StructsByClient, type UpdateStruct } from './updateStruct.ts'
import { writeUpdate } from './writeUpdate.ts'

/**
 * New structs as one chain behind the end of a list, whatever origins they came with. Yjs looks for a struct's place by walking what
 * lies between its two origins, and who wrote it chose those: 8,000 entries that all claim the beginning, behind 8,000 of another
 * session, took 34 s, and half of a document's bound would take minutes, at every load. Behind the end there is nothing to walk. The
 * list's order means nothing here (design.md §3), so each replica may choose it for itself; what a struct is, its client,
 * clock and content, stays.
 *
 * @param last - Where the list ends: `ListEnd.last`.
 * @returns an update with an empty delete set.
 */
export const chainStructs = (structs: StructsByClient, last: StructId | null): Uint8Array => {
  const chained = new Map<number, readonly UpdateStruct[]>()
  let end = last
  // The largest client first, as Yjs integrates: then each finds what it stands behind.
  for (const [client, list] of [...structs].sort(([a], [b]) => b - a)) {
    const behind: UpdateStruct[] = []
    for (const struct of list) {
      behind.push({ ...struct, origin: end, rightOrigin: null })
      end = { client, clock: endOf(struct) - 1 }
    }
    chained.set(client, behind)
  }
  return writeUpdate(chained)
}

/** Whether they stand there already, as what is written at the end of a list both sides know does: then nothing is to be rewritten. */
export const isChained = (structs: StructsByClient, last: StructId | null): boolean => {
  const [list, ...others] = structs.values()
  if (!list || others.length > 0) return false
  let end = last
  for (const { client, clock, length, origin, rightOrigin } of list) {
    if (rightOrigin !== null || origin?.client !== end?.client || origin?.clock !== end?.clock) return false
    end = { client, clock: clock + length - 1 }
  }
  return true
}
