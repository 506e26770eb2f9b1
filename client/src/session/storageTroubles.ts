import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { StorageTrouble } from '../replica/replica.ts'
import type { DocumentEvent } from '../replica/store/index.ts'
import type { Watchable } from '../replica/watched.ts'

/** What of the documents' storage the person has to know, until it is over for each of them. */
export const storageTroubles = (
  shown: Watchable<StorageTrouble | null>,
): ((name: DocumentName, event: DocumentEvent) => void) => {
  const troubled = new Map<DocumentName, StorageTrouble>()
  return (name, event) => {
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
    shown.set([...troubled.values()].at(-1) ?? null)
  }
}
