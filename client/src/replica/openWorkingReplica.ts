import { openDocuments, type DocumentsDeps } from './documents.ts'
import { makeLinkPeers } from './link/makeLinkPeers.ts'
import { openReplica, type OpenReplica, type ReplicaDeps } from './openReplica.ts'
import { makeKeep } from './store/makeKeep.ts'
import type { DocumentList } from './store/documentList.ts'

export interface WorkingDeps
  extends Omit<ReplicaDeps, 'documents' | 'linkPeers'>, Pick<DocumentsDeps, 'acks' | 'report'> {
  readonly documentList: DocumentList
}

/**
 * The replica with everything it works by: Yjs, signatures, this device's documents, links. Imported after the first paint, as the
 * chats list needs none of it.
 */
export const openWorkingReplica = ({ acks, report, documentList, ...deps }: WorkingDeps): OpenReplica => {
  const { identity, clock } = deps
  const { account } = identity
  return openReplica({
    ...deps,
    documents: openDocuments({ account, acks, keep: makeKeep(account, documentList), list: documentList.list, report }),
    linkPeers: makeLinkPeers(identity, () => clock.nowMs()),
  })
}
