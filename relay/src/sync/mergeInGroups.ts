import * as Y from 'yjs'

/** Merging is quadratic: 4 µs an update at 64, 12 µs at 256. */
const maxTogether = 64

/** Merges updates of one document, in their order, into as few as stay within `maxBytes` each; one larger than that stays alone. */
export const mergeInGroups = (updates: readonly Uint8Array[], maxBytes: number): readonly Uint8Array[] => {
  const merged: Uint8Array[] = []
  let group: Uint8Array[] = []
  let bytes = 0
  const finish = () => {
    const [only] = group
    if (only) merged.push(group.length === 1 ? only : Y.mergeUpdates(group))
    group = []
    bytes = 0
  }
  for (const update of updates) {
    if (group.length === maxTogether || bytes + update.length > maxBytes) finish()
    group.push(update)
    bytes += update.length
  }
  finish()
  return merged
}
