import type { AccountId, SessionNonce } from '@sarangbang/shared/crypto/ids.ts'
import { bytesToId } from '@sarangbang/shared/crypto/idToBytes.ts'
import { idBytes } from '@sarangbang/shared/crypto/ids.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { openDocumentLog } from '@sarangbang/shared/room/openDocumentLog.ts'
import * as Y from 'yjs'
import { randomBytes } from '../session/randomBytes.ts'
import type { DocumentReplica } from './documentReplica.ts'
import { makeKept } from './kept.ts'
import type { Acks } from './store/acks.ts'
import type { DocumentList } from './store/documentList.ts'
import type { DocumentEvent, KeptDocument } from './store/index.ts'
import { verifyInBrowser } from './verifyInBrowser.ts'

export interface Documents {
  /** Opens a document, or gives the one that is open; each `acquire` is to be followed by one `release`. */
  acquire(name: DocumentName): DocumentReplica
  release(document: DocumentReplica): void
  /** The names of all that this device has on its disk, open or not; none where the disk does not say. */
  onDisk(): Promise<readonly DocumentName[]>
  close(): Promise<void>
}

export interface DocumentsDeps {
  readonly account: AccountId
  readonly acks: Acks
  /** Loads a document from this device and keeps what it comes to hold. */
  readonly keep: (name: DocumentName, doc: Y.Doc, report: (event: DocumentEvent) => void) => KeptDocument
  readonly list: DocumentList['list']
  readonly report: (name: DocumentName, event: DocumentEvent) => void
}

/** The documents this page has open, each under a session nonce of its own, drawn at this load and never used again. */
export const openDocuments = ({ account, acks, keep, list, report }: DocumentsDeps): Documents => {
  const open = new Map<DocumentName, { readonly document: DocumentReplica; holders: number }>()
  /** By name: a document is kept once at a time, so one that is asked for again waits until it has let go of the disk. */
  const closing = new Map<DocumentName, Promise<void>>()

  const openOne = (name: DocumentName): DocumentReplica => {
    const doc = new Y.Doc()
    const session = bytesToId<SessionNonce>(randomBytes(idBytes.session))
    const log = openDocumentLog({ name, doc, author: account, session, verify: verifyInBrowser })
    const store = Promise.resolve(closing.get(name)).then(() => keep(name, doc, event => report(name, event)))
    const kept = makeKept()
    const heardBefore = acks.load(name).then(loaded => void (loaded.ok && kept.merge(loaded.value)))
    const stops = [
      kept.losses.watch(() => void acks.lower(name, kept.clocks())),
      kept.changes.watch(() => void acks.raise(name, kept.clocks())),
    ]
    return {
      name,
      log,
      kept,
      loaded: Promise.all([store.then(({ loaded }) => loaded), heardBefore]).then(() => undefined),
      committed: async () => (await store).committed(),
      close: async () => {
        stops.forEach(stop => stop())
        await (await store).close()
        doc.destroy()
      },
    }
  }
  const closeOne = (document: DocumentReplica): void => {
    const done = document.close().finally(() => {
      if (closing.get(document.name) === done) closing.delete(document.name)
    })
    closing.set(document.name, done)
  }
  return {
    acquire: name => {
      const known = open.get(name)
      if (known !== undefined) {
        known.holders++
        return known.document
      }
      const document = openOne(name)
      open.set(name, { document, holders: 1 })
      return document
    },
    release: document => {
      const known = open.get(document.name)
      if (known?.document !== document || --known.holders > 0) return
      open.delete(document.name)
      closeOne(document)
    },
    onDisk: async () => {
      const listed = await list()
      return listed.ok ? listed.value : []
    },
    close: async () => {
      for (const { document } of open.values()) closeOne(document)
      open.clear()
      await Promise.all(closing.values())
    },
  }
}
