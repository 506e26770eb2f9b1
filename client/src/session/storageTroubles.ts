import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { StorageTrouble } from '../replica/replica.ts'
import type { ConnectionEvent, DocumentEvent } from '../replica/store/index.ts'
import type { Watchable } from '../replica/watched.ts'

export interface StorageTroubles {
  hearDocument(name: DocumentName, event: DocumentEvent): void
  /** The account's own database. */
  hearAccount(event: ConnectionEvent): void
}

/** Stores of which a damaged row may have been something that nobody else has. */
const irreplaceable: ReadonlySet<string> = new Set(['journal', 'outbox', 'drafts'])

/** What of this device's storage the person has to know: a fault until it is over, a loss until the next start. */
export const storageTroubles = (shown: Watchable<StorageTrouble | null>): StorageTroubles => {
  const troubled = new Map<DocumentName, StorageTrouble>()
  let lost: StorageTrouble | null = null
  const show = (): void => shown.set([...troubled.values()].at(-1) ?? lost)
  return {
    hearDocument: (name, event) => {
      switch (event.kind) {
        case 'full':
          troubled.set(name, { kind: 'full' })
          break
        case 'failed':
          troubled.set(name, { kind: 'unavailable', reason: event.fault.kind })
          break
        case 'recovered':
        case 'dropped':
          troubled.delete(name)
          break
        // Being mended by itself; links bring again what was lost.
        case 'aborted':
        case 'closed':
        case 'corrupt':
        case 'vanished':
          return
      }
      show()
    },
    hearAccount: event => {
      if (event.kind === 'closed' || (event.kind === 'damaged' && !irreplaceable.has(event.store))) return
      lost = { kind: 'lost' }
      show()
    },
  }
}
