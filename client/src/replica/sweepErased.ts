import { bytesToId } from '@sarangbang/shared/crypto/idToBytes.ts'
import { idBytes, type EntryId, type SessionNonce } from '@sarangbang/shared/crypto/ids.ts'
import { maxErasureTargets } from '@sarangbang/shared/crypto/eraseEnvelope.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { OpenedEntry } from '@sarangbang/shared/room/entry.ts'
import { placeToText } from '@sarangbang/shared/room/orderEntries.ts'
import { randomBytes } from '../session/randomBytes.ts'
import type { RoomTimeline } from './roomTimeline.ts'
import type { RoomWriter } from './roomWriter.ts'

/**
 * Erases what an erasure of mine could not know of: an edit or a copy that another device of mine wrote at the same time. The fold hides
 * it; here its bytes go too. Two devices that do so at once both name the same places, which does no harm.
 */
export const sweepErased = (timeline: RoomTimeline, writer: Pick<RoomWriter, 'write'>): (() => void) => {
  const named = new Set<string>()
  const sweep = (leftovers: readonly OpenedEntry[]): void => {
    const fresh = leftovers.filter(({ place }) => !named.has(placeToText(place)))
    for (const [document, all] of Map.groupBy(fresh, ({ place }) => place.document)) {
      const those = all.slice(0, maxErasureTargets)
      for (const { place } of those) named.add(placeToText(place))
      const erase = those.map(({ place }) => ({ session: place.session as SessionNonce, clock: place.clock }))
      const forgetAll = (): void => those.forEach(({ place }) => named.delete(placeToText(place)))
      // The month's name, as the fold has it from the document.
      const writing = { document: document as DocumentName, erase }
      void writer.write(bytesToId<EntryId>(randomBytes(idBytes.entry)), [writing]).then(({ ok }) => {
        // A full disk now: whatever is folded next tries again.
        if (!ok) forgetAll()
      })
    }
  }
  const stop = timeline.leftovers.watch(sweep)
  sweep(timeline.leftovers.value)
  return stop
}
