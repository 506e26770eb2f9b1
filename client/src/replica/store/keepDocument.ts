import { deleteDB } from 'idb'
import type * as Y from 'yjs'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { documentDatabaseName } from './accountDatabase.ts'
import { isFromStore } from './attachProvider.ts'
import { backOffMs } from './backOff.ts'
import { connectDocument } from './connectDocument.ts'
import { troubleOfAbort, troubleOfFault, type DocumentEvent, type DocumentTrouble } from './documentEvent.ts'
import type { DocumentList } from './documentList.ts'
import { isForgotten } from './originMarks.ts'
import { storageFaultOf, type StorageFault } from './storageFault.ts'
import { within } from './within.ts'

/** A document that this device keeps, by y-indexeddb. No method rejects. */
export interface KeptDocument {
  /** What the disk holds is in the document. A fault means it is not yet: it goes on trying by itself, and `recovered` tells. */
  readonly loaded: Promise<Result<void, StorageFault>>
  /** `ok`: all that the document held at the call is on the disk. A fault is tried again by itself. */
  committed(): Promise<Result<void, StorageFault>>
  /** Writes what is not written and ends; the document lives on in memory. */
  close(): Promise<void>
  /** Ends and deletes it from this device, in other tabs as well. After a fault call it again. */
  destroy(): Promise<Result<void, StorageFault>>
}

export interface KeepOptions {
  readonly account: AccountId
  readonly documents: DocumentList
  readonly report?: (event: DocumentEvent) => void
  /** For each step: open, check, load, commit. 5,000 unless told. */
  readonly limitMs?: number
}

/** Alone with its own disk, so without chance. Half a second lets a passing fault pass; ten are soon enough for a full disk. */
const backOff = { firstMs: 500, capMs: 10_000 }

/** Several erasures at once are one rewriting; soon enough that closing the page seldom comes first. */
const compactAfterMs = 100

/** Loads a document's content from this device and keeps every later change, through the faults of the disk and of y-indexeddb. */
export const keepDocument = (name: DocumentName, doc: Y.Doc, options: KeepOptions): KeptDocument => {
  const { account, documents, report = () => undefined, limitMs = 5_000 } = options
  const database = documentDatabaseName(account, name)
  const life = { ended: 'no' as 'no' | 'closed' | 'dropped' }
  let trouble: DocumentTrouble['kind'] | null = null
  let failures = 0
  let compacting: ReturnType<typeof setTimeout> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const tell = (event: DocumentTrouble) => {
    if (trouble !== event.kind && life.ended === 'no') report(event)
    trouble = event.kind
    commitLater()
  }
  const connection = connectDocument(database, doc, limitMs, {
    beforeOpen: async lostBy => {
      const state = await documents.stateOf(name)
      const droppedElsewhere = lostBy === 'deletion' && state.ok && state.value === 'dropped'
      if (droppedElsewhere || isForgotten(account)) {
        end('dropped')
        report({ kind: 'dropped' })
        throw new DOMException(`${database} was deleted on purpose`, 'AbortError')
      }
      wasKept = state.ok && state.value === 'kept'
      // Listed before it exists, so that forgetting the account misses none.
      if (state.ok && !wasKept) await documents.keep(name)
    },
    onMended: ({ created, damagedRows }, lostBy) => {
      if (damagedRows > 0) report({ kind: 'corrupt', rows: damagedRows })
      // After a loss in this very page everything is written anew from memory, which is no reason to fetch.
      if (created && wasKept && lostBy === 'nothing') report({ kind: 'vanished' })
    },
    onClosed: () => tell({ kind: 'closed' }),
    onUndone: error => tell(troubleOfAbort(error)),
  })
  let wasKept = false

  /** Turns what `work` throws into a fault, and sees to it that it is tried again. */
  const attempt = async (work: () => Promise<void>): Promise<Result<void, StorageFault>> => {
    if (life.ended !== 'no') return fail({ kind: 'storage-failed', reason: `${database} is ${life.ended}` })
    try {
      await work()
      failures = 0
      return ok(undefined)
    } catch (error) {
      const fault = storageFaultOf(error)
      failures++
      tell(troubleOfFault(fault))
      return fail(fault)
    }
  }
  const commit = async (): Promise<Result<void, StorageFault>> => {
    const result = await attempt(() => connection.commit())
    if (result.ok && trouble) report({ kind: 'recovered' })
    if (result.ok) trouble = null
    return result
  }
  const commitLater = () => {
    if (life.ended !== 'no') return
    timer ??= setTimeout(
      () => {
        timer = undefined
        void committed()
      },
      failures === 0 ? 0 : backOffMs(backOff, failures, 1),
    )
  }

  const onUpdate = (update: Uint8Array, origin: unknown) => {
    if (!connection.store(update, origin)) commitLater()
  }
  /** An erased message stands in the row that brought it until the rows are replaced; y-indexeddb alone waits for 500 of them. */
  const onTransaction = ({ deleteSet, origin }: Y.Transaction) => {
    if (deleteSet.clients.size === 0 || isFromStore(origin)) return
    compacting ??= setTimeout(() => {
      compacting = undefined
      connection.compact()
    }, compactAfterMs)
  }
  doc.on('update', onUpdate)
  doc.on('afterTransaction', onTransaction)
  const loaded = attempt(() => connection.open())

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

  const end = (how: 'closed' | 'dropped') => {
    life.ended = how
    clearTimeout(timer)
    clearTimeout(compacting)
    doc.off('update', onUpdate)
    doc.off('afterTransaction', onTransaction)
    doc.off('destroy', close)
  }
  const close = async (): Promise<void> => {
    if (life.ended !== 'no') return
    if (compacting !== undefined) connection.compact()
    await committed()
    end('closed')
    await connection.close()
  }
  doc.on('destroy', close)

  return {
    loaded,
    committed,
    close,
    destroy: async () => {
      await running
      end('dropped')
      const listed = await documents.drop(name)
      await connection.close()
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
