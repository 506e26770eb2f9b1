import { openDocumentLog } from '@sarangbang/shared/room/openDocumentLog.ts'
import { splitUpdate } from '@sarangbang/shared/room/splitUpdate.ts'
import * as Y from 'yjs'
import { verifyInBrowser } from '../../../client/src/replica/verifyInBrowser.ts'
import type { Contender } from '../measure/sideBySide.ts'
import { month } from '../town/writeMonth.ts'

export const catchingUpName = 'admit the backlog, WebCrypto'

/** A device that was away: the backlog as it comes from the relay, every signature checked. One operation is all of it. */
export const catchingUp = (doc: Y.Doc): readonly Contender[] => {
  const pieces = splitUpdate({ doc }, Uint8Array.of(0))
  const bare = 'bare Y.applyUpdate of the same pieces'
  return [
    {
      name: bare,
      operations: 1,
      run() {
        const bareDoc = new Y.Doc()
        for (const piece of pieces) Y.applyUpdate(bareDoc, piece)
      },
    },
    {
      name: catchingUpName,
      against: bare,
      operations: 1,
      async run() {
        const log = openDocumentLog({ name: month, verify: verifyInBrowser })
        for (const piece of pieces) {
          const admitted = await log.admit(piece, 'bench')
          if (!admitted.ok) throw new Error(`the bench writes what is refused: ${admitted.error.kind}`)
        }
      },
    },
  ]
}
