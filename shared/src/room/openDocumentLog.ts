import * as Y from 'yjs'
import { clientIdOf } from '../crypto/clientIdOf.ts'
import type { Envelope, EnvelopePlace } from '../crypto/envelope.ts'
import type { AccountId, SessionNonce } from '../crypto/ids.ts'
import type { VerifySignature } from '../crypto/platform.ts'
import { admitUpdate, type MayHold } from './admitUpdate.ts'
import { appendEnvelopes } from './appendEnvelopes.ts'
import type { DocumentLog, LogChange, Refusal } from './documentLog.ts'
import type { DocumentName } from './documentName.ts'
import { emptyErasures } from './erasures.ts'
import { eraseLocally } from './eraseLocally.ts'
import type { Fork } from './findFork.ts'
import { learnTransaction, type DocumentChange } from './learnTransaction.ts'
import { makeListEnd } from './listEnd.ts'
import { emptyLiveEnvelopes } from './liveEnvelopes.ts'
import { makeEnvelopePlacer } from './placeEnvelope.ts'
import { logRoot } from './readStruct.ts'
import { makeSignatureCheck } from './signatureCheck.ts'

/** What went wrong that no caller waits for. */
export type LogProblem =
  /** A store or another tab brought something that is no envelope of this document; it is not shown and not passed on. */
  | { readonly kind: 'entry-unreadable'; readonly client: number; readonly clock: number; readonly refusal: Refusal }
  /**
   * An author signed two envelopes for one place, and tells one device this and another that. This replica keeps what came first;
   * others may hold the other one, and nothing can reconcile them (decision 16). The two are the proof. Told once for a session.
   */
  | { readonly kind: 'author-forked'; readonly fork: Fork }
  /** A bug: a listener or Yjs threw. The log itself goes on. */
  | { readonly kind: 'log-threw'; readonly error: unknown }

export interface DocumentLogOptions {
  readonly name: DocumentName
  /** The document to use, whatever it holds already; a new one otherwise. */
  readonly doc?: Y.Doc
  /** Both or neither: who writes here, and under which nonce, drawn for this opening and never used before. */
  readonly author?: AccountId
  readonly session?: SessionNonce
  readonly verify: VerifySignature
  readonly report?: (problem: LogProblem) => void
  /** Who may have how much held while it waits for the proof of a tombstone; `maxHeldBytes` for each link unless told. */
  readonly mayHold?: MayHold
}

/**
 * 64 MiB: a month of 150,000 messages whose first was erased last must still arrive, and all of it lies between the two, some 300 bytes
 * each as it came and 64 for its struct.
 */
export const maxHeldBytes = 64 * 1024 * 1024

/** Forked sessions of one document that are told of; whoever has so many needs no more telling. */
const maxForks = 100

/** The origin of deletions made because of an erasure that was learnt before; for stores a change like any other. */
export const erasureOrigin = 'erasure'

/** Opens a document as a log. The document belongs to the caller: destroying it ends the log. */
export const openDocumentLog = (options: DocumentLogOptions): DocumentLog => {
  const { name, verify, author = null, session = null, report = () => {} } = options
  const doc = options.doc ?? new Y.Doc()
  const ownClient = author !== null && session !== null ? clientIdOf(name, author, session) : null
  if (ownClient !== null) doc.clientID = ownClient
  doc.getArray(logRoot)
  const memory = { live: emptyLiveEnvelopes(), erasures: emptyErasures(), placer: makeEnvelopePlacer(name) }
  const listeners = new Set<(change: LogChange) => void>()
  /** Sessions whose author was caught. */
  const forks = new Set<SessionNonce>()
  let collected: { readonly added: Envelope[]; readonly erased: EnvelopePlace[] } | null = null

  const learn = (change: DocumentChange, origin: unknown): void => {
    const { added, erased, toErase, unreadable } = learnTransaction(doc, change, memory)
    for (const { at, refusal } of unreadable) {
      report({ kind: 'entry-unreadable', client: at.client, clock: at.clock, refusal })
    }
    if (toErase.length > 0) doc.transact(transaction => eraseLocally(transaction, toErase), erasureOrigin)
    if (added.length === 0 && erased.length === 0) return
    const learnt = { added, erased, origin }
    for (const envelope of added) collected?.added.push(envelope)
    for (const place of erased) collected?.erased.push(place)
    for (const listener of listeners) {
      try {
        listener(learnt)
      } catch (error) {
        report({ kind: 'log-threw', error })
      }
    }
  }
  doc.on('afterTransaction', ({ beforeState, afterState, deleteSet, origin }: Y.Transaction) =>
    learn({ before: beforeState, after: afterState, deleted: deleteSet.clients }, origin),
  )
  learn({ before: new Map(), after: Y.decodeStateVector(Y.encodeStateVector(doc)), deleted: new Map() }, 'opened')

  const changeOf = (run: () => void, origin: unknown): LogChange => {
    const change = (collected = { added: [], erased: [] })
    try {
      run()
    } finally {
      collected = null
    }
    return { ...change, origin }
  }
  const admit = admitUpdate({
    doc,
    end: makeListEnd(doc),
    document: { ...memory, ownClient, stateOf: client => Y.getState(doc.store, client) },
    signatures: makeSignatureCheck(name, verify),
    mayHold: options.mayHold ?? ((_, bytes) => bytes <= maxHeldBytes),
    changeOf,
    forked(fork) {
      if (forks.has(fork.here.session) || forks.size >= maxForks) return
      forks.add(fork.here.session)
      report({ kind: 'author-forked', fork })
    },
    failed: error => report({ kind: 'log-threw', error }),
  })
  return {
    name,
    doc,
    author,
    session,
    envelopes: memory.live.list,
    envelopeAt: memory.live.get,
    admit,
    append(makers) {
      if (session === null || ownClient === null) throw new Error(`${name} was opened without an author`)
      return appendEnvelopes(doc, { client: ownClient, session, placer: memory.placer }, makers)
    },
    observe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
