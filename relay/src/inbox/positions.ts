import type { InboxMessage } from '@sarangbang/shared/api/inbox.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { parseDocumentName, type DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { Membership } from '../rooms/membership.ts'
import type { Inbox } from './inbox.ts'

/**
 * Collects the positions of one turn of the event loop and tells each document's members the newest. Turns follow each other, so
 * positions of a document never go back.
 * @param isHeard whether anybody would notice: where no member is, the members are not asked for twice.
 */
export const makePositions = (
  membership: Pick<Membership, 'members'>,
  publish: Inbox['publish'],
  isHeard: (account: AccountId) => boolean,
): Inbox['publishPosition'] => {
  let pending = new Map<DocumentName, number>()
  let earlier: Promise<void> = Promise.resolve()

  const tell = async (document: DocumentName, position: number) => {
    const place = parseDocumentName(document)
    const members = place ? await membership.members(place.room) : []
    const message: InboxMessage = { type: 'document', document: { name: document, position } }
    for (const member of members) if (isHeard(member)) publish(member, message)
  }
  const flush = () => {
    const positions = pending
    pending = new Map()
    earlier = earlier.then(async () => {
      for (const [document, position] of positions) await tell(document, position)
    })
    // The store is closing: what is not told is in the next snapshot.
    earlier = earlier.catch(() => undefined)
  }
  return (document, position) => {
    if (pending.size === 0) setImmediate(flush)
    pending.set(document, Math.max(position, pending.get(document) ?? 0))
  }
}
