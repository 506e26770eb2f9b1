import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { openDocuments, type DocumentsDeps } from './documents.ts'
import { makeDocumentsOwed } from './documentsOwed.ts'
import { isAcceptedBy } from './isAcceptedBy.ts'
import { makeLinkPeers } from './link/makeLinkPeers.ts'
import { assembleReplica, type AssembledReplica, type ReplicaDeps } from './assembleReplica.ts'
import { makeKeep } from './store/makeKeep.ts'
import type { DocumentList } from './store/documentList.ts'

export interface WorkingDeps
  extends Omit<ReplicaDeps, 'documents' | 'linkPeers' | 'owed'>, Pick<DocumentsDeps, 'acks' | 'report'> {
  readonly documentList: DocumentList
  /** What documentsOwed.ts had found when this device last ran, and what keeps what it finds. */
  readonly owedBefore: readonly DocumentName[]
  readonly saveOwed: (names: readonly DocumentName[]) => unknown
}

/**
 * The replica with everything it works by: Yjs, signatures, this device's documents, links. Imported after the first paint, as the
 * chats list needs none of it.
 */
export const loadReplica = ({
  acks,
  report,
  documentList,
  owedBefore,
  saveOwed,
  ...deps
}: WorkingDeps): AssembledReplica => {
  const { identity, directory, clock } = deps
  const { account } = identity
  return assembleReplica({
    ...deps,
    documents: openDocuments({ account, acks, keep: makeKeep(account, documentList), list: documentList.list, report }),
    owed: makeDocumentsOwed(owedBefore, saveOwed, isAcceptedBy(clock)),
    linkPeers: makeLinkPeers(identity, directory.state, () => clock.nowMs()),
  })
}
