import * as Y from 'yjs'
import { attachProvider, isFromStore, type AttachedProvider } from './attachProvider.ts'
import { commitBarrier } from './commitBarrier.ts'
import { mendDocumentDatabase, type MendedDatabase } from './mendDocumentDatabase.ts'
import { isConnectionLost } from './storageFault.ts'

/** How the connection before this one ended. */
export type LostBy = 'nothing' | 'browser' | 'deletion'

export interface DocumentHooks {
  /** Asked before each opening; rejects where it must not be. */
  beforeOpen(lostBy: LostBy): Promise<void>
  onMended(mended: MendedDatabase, lostBy: LostBy): void
  onClosed(): void
  /** A write came to nothing; the next commit repeats it. */
  onUndone(error: DOMException | null): void
}

/** A document's database through all its connections, and what of the document is certainly in it. */
export interface DocumentConnection {
  /** Opens it unless it is open, and loads it into the document. Rejects as IndexedDB does, or with a `TimeLimitError`. */
  open(): Promise<void>
  /** An update of the document: written now if it can be, and otherwise with the next commit. `false`: it will need one. */
  store(update: Uint8Array, origin: unknown): boolean
  /** What was erased goes from the disk as well. */
  compact(): void
  /** Resolves when all that the document held at the call is on the disk. Rejects like `open`. */
  commit(): Promise<void>
  close(): Promise<void>
}

/** A write undone while its repetition was committing is repeated again, this often before it counts as a fault. */
const maxRounds = 3

export const connectDocument = (
  database: string,
  doc: Y.Doc,
  limitMs: number,
  hooks: DocumentHooks,
): DocumentConnection => {
  let provider: AttachedProvider | null = null
  let lostBy: LostBy = 'nothing'
  /** A write is missing on the disk, or may be: the next commit writes all that is not confirmed. */
  let incomplete = false
  /** State vector of what is certainly on the disk; `null`: nothing is known. On a nearly full disk a small rest fits sooner than the whole. */
  let confirmed: Uint8Array | null = null

  const lose = (by: 'browser' | 'deletion') => {
    void provider?.detach()
    provider = null
    lostBy = by
    incomplete = true
    hooks.onClosed()
  }
  const attach = async (): Promise<AttachedProvider> => {
    await hooks.beforeOpen(lostBy)
    const mended = await mendDocumentDatabase(database, limitMs)
    hooks.onMended(mended, lostBy)
    const mine = await attachProvider(database, doc, limitMs, {
      onLost: lose,
      onUndone: error => {
        incomplete = true
        hooks.onUndone(error)
      },
    })
    provider = mine
    // After a loss it may have been emptied meanwhile, and `lose` has said so.
    confirmed = incomplete ? null : Y.encodeStateVector(doc)
    lostBy = 'nothing'
    // A page that ended right after an erasure had no time to do it.
    if (mended.holdsErased) mine.compact()
    return mine
  }
  /** `false`: something came to nothing meanwhile, so once more. */
  const commitOnce = async (): Promise<boolean> => {
    const { db } = provider ?? (await attach())
    const missing = incomplete ? Y.encodeStateAsUpdate(doc, confirmed ?? undefined) : null
    const reached = Y.encodeStateVector(doc)
    incomplete = false
    try {
      await commitBarrier(db, missing, limitMs)
    } catch (error) {
      incomplete = true
      if (isConnectionLost(error)) lose('browser')
      // It was closed before anything began; any other failure waits its turn.
      if (error instanceof DOMException && error.name === 'InvalidStateError') return false
      throw error
    }
    if (incomplete) return false
    confirmed = reached
    return true
  }

  return {
    open: async () => {
      if (!provider) await attach()
    },
    store: (update, origin) => {
      if (isFromStore(origin) || provider?.store(update, origin)) return true
      incomplete = true
      return false
    },
    compact: () => provider?.compact(),
    commit: async () => {
      for (let round = 0; round < maxRounds; round++) if (await commitOnce()) return
      throw new DOMException(`${database}: writes keep being undone`, 'AbortError')
    },
    close: async () => {
      await provider?.detach()
      provider = null
    },
  }
}
