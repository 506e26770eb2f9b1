import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { deleteDB } from 'idb'
import * as Y from 'yjs'
import { documentDatabaseName } from './accountDatabase.ts'
import { attachProvider, isFromStore, type AttachedProvider } from './attachProvider.ts'
import { backOffMs } from './backOff.ts'
import { commitBarrier } from './commitBarrier.ts'
import type { DocumentList } from './documentList.ts'
import { mendDocumentDatabase } from './mendDocumentDatabase.ts'
import { isForgotten } from './originMarks.ts'
import { isConnectionLost, storageFaultOf, type StorageFault } from './storageFault.ts'
import { within } from './within.ts'

/** A document that this device keeps, by y-indexeddb. */
export interface KeptDocument {
  /** What the disk holds is in the document. A fault means it is not yet: it goes on trying by itself, and `recovered` tells. */
  readonly loaded: Promise<Result<void, StorageFault>>
  /** `ok`: all that the document held at the call is on the disk. A fault is tried again by itself. */
  committed(): Promise<Result<void, StorageFault>>
  /** Writes what is not written and ends; the document lives on in memory. */
  close(): Promise<void>
  /** Ends and deletes it from this device, in other tabs as well. */
  destroy(): Promise<Result<void, StorageFault>>
}

/** What happens to a kept document. Trouble is told once, not at each attempt, and `recovered` ends it. */
export type DocumentEvent =
  /** Rows could not be read and were dropped: fetch the document from others. */
  | { readonly kind: 'corrupt'; readonly rows: number }
  /** It was here before and its database is gone or empty: fetch it from others. */
  | { readonly kind: 'vanished' }
  /** A write came to nothing and is being repeated. */
  | { readonly kind: 'aborted'; readonly reason: string }
  /** The connection was cut; the whole document is being written again. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'full' }
  | { readonly kind: 'failed'; readonly fault: StorageFault }
  | { readonly kind: 'recovered' }
  /** Another tab deleted it on purpose: nothing is kept any more. */
  | { readonly kind: 'dropped' }

export interface KeepOptions {
  readonly account: AccountId
  readonly documents: DocumentList
  readonly report?: (event: DocumentEvent) => void
  /** For each step: open, check, load, commit. 5,000 unless told. */
  readonly limitMs?: number
}

/** Alone with its own disk, so without a random share. Half a second lets a passing fault pass; ten are soon enough for a full disk. */
const backOff = { firstMs: 500, capMs: 10_000 }

/** A write undone while its repetition was committing is repeated again, this often before it counts as a fault. */
const maxRounds = 3

/** Loads a document's content from this device and keeps every later change, through the faults of the disk and of y-indexeddb. */
export const keepDocument = (name: DocumentName, doc: Y.Doc, options: KeepOptions): KeptDocument => {
  const { account, documents, report = () => undefined, limitMs = 5_000 } = options
  const database = documentDatabaseName(account, name)
  let provider: AttachedProvider | null = null
  /** A write is missing on the disk, or may be: the next barrier writes all that was not yet confirmed. */
  let incomplete = false
  /** State vector of what is certainly on the disk; `null`: nothing is, or nothing is known. On a nearly full disk a small rest fits sooner. */
  let confirmed: Uint8Array | null = null
  let lostBy: 'nothing' | 'browser' | 'deletion' = 'nothing'
  let ended: 'no' | 'closed' | 'dropped' = 'no'
  let trouble: DocumentEvent['kind'] | null = null
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const tell = (event: DocumentEvent) => {
    if (trouble !== event.kind) report(event)
    trouble = event.kind
  }
  const tellFault = (fault: StorageFault) =>
    tell(fault.kind === 'storage-full' ? { kind: 'full' } : { kind: 'failed', fault })

  const attach = async (): Promise<void> => {
    if (isForgotten(account)) return drop()
    const known = await documents.stateOf(name)
    if (lostBy === 'deletion' && known.ok && known.value === 'dropped') return drop()
    if (known.ok && known.value !== 'kept') await documents.keep(name)
    const mended = await mendDocumentDatabase(database, limitMs)
    if (mended.damagedRows > 0) report({ kind: 'corrupt', rows: mended.damagedRows })
    // After a loss in this very page everything is written anew from memory, which is no reason to fetch.
    if (mended.created && known.ok && known.value === 'kept' && lostBy === 'nothing') report({ kind: 'vanished' })
    const mine: AttachedProvider = await attachProvider(database, doc, limitMs, {
      onLost: by => lose(by),
      onUndone: error => {
        incomplete = true
        const fault = storageFaultOf(error ?? new DOMException('The transaction was aborted', 'AbortError'))
        if (fault.kind === 'storage-full') tell({ kind: 'full' })
        else tell({ kind: 'aborted', reason: fault.kind === 'storage-failed' ? fault.reason : fault.kind })
        retryLater()
      },
    })
    provider = mine
    incomplete ||= lostBy !== 'nothing'
    confirmed = incomplete ? null : Y.encodeStateVector(doc)
    lostBy = 'nothing'
  }
  const drop = () => {
    end('dropped')
    report({ kind: 'dropped' })
  }
  const lose = (by: 'browser' | 'deletion') => {
    void provider?.detach()
    provider = null
    lostBy = by
    incomplete = true
    if (ended !== 'no') return
    tell({ kind: 'closed' })
    retryLater()
  }

  const writeBarrier = async (): Promise<void> => {
    for (let round = 0; round < maxRounds; round++) {
      if (!provider) await attach()
      if (!provider) throw new DOMException(`${database} was deleted on purpose`, 'AbortError')
      const missing = incomplete ? Y.encodeStateAsUpdate(doc, confirmed ?? undefined) : null
      const reached = Y.encodeStateVector(doc)
      incomplete = false
      try {
        await commitBarrier(provider.db, missing, limitMs)
      } catch (error) {
        incomplete = true
        if (isConnectionLost(error)) lose('browser')
        // The connection was closed before anything began; any other failure waits its turn.
        if (error instanceof DOMException && error.name === 'InvalidStateError') continue
        throw error
      }
      if (!incomplete) {
        confirmed = reached
        return
      }
    }
    throw new DOMException(`${database}: writes keep being undone`, 'AbortError')
  }
  const guarded = async (work: () => Promise<void>): Promise<Result<void, StorageFault>> => {
    if (ended !== 'no') return fail({ kind: 'storage-failed', reason: `${database} is ${ended}` })
    try {
      await work()
      failures = 0
      return ok(undefined)
    } catch (error) {
      const fault = storageFaultOf(error)
      failures++
      tellFault(fault)
      retryLater()
      return fail(fault)
    }
  }
  const commit = async (): Promise<Result<void, StorageFault>> => {
    const result = await guarded(writeBarrier)
    if (result.ok && trouble) tell({ kind: 'recovered' })
    if (result.ok) trouble = null
    return result
  }
  const retryLater = () => {
    if (ended !== 'no') return
    const ms = failures === 0 ? 0 : backOffMs(backOff, failures, 1)
    timer ??= setTimeout(() => {
      timer = undefined
      void committed()
    }, ms)
  }

  const loaded = guarded(async () => {
    await attach()
  })
  let running: Promise<unknown> = loaded
  let next: Promise<Result<void, StorageFault>> | null = null
  /** At most one under way and one behind it: whoever asks meanwhile shares the one behind, which begins after the asking. */
  const committed = (): Promise<Result<void, StorageFault>> => {
    next ??= running.then(() => {
      next = null
      const mine = commit()
      running = mine
      return mine
    })
    return next
  }

  const onUpdate = (update: Uint8Array, origin: unknown) => {
    if (isFromStore(origin) || provider?.store(update, origin)) return
    incomplete = true
    retryLater()
  }
  const end = (how: 'closed' | 'dropped') => {
    ended = how
    clearTimeout(timer)
    doc.off('update', onUpdate)
    doc.off('destroy', close)
  }
  const close = async (): Promise<void> => {
    if (ended !== 'no') return
    await committed()
    end('closed')
    await provider?.detach()
    provider = null
  }
  doc.on('update', onUpdate)
  doc.on('destroy', close)

  return {
    loaded,
    committed,
    close,
    destroy: async () => {
      await running
      end('dropped')
      const listed = await documents.drop(name)
      await provider?.detach()
      provider = null
      if (!listed.ok) return listed
      try {
        await within(deleteDB(database), limitMs, `delete ${database}`)
        return ok(undefined)
      } catch (error) {
        return fail(storageFaultOf(error))
      }
    },
  }
}
