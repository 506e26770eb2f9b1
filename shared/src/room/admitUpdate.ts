import { fail, ok, type Result } from '../result.ts'
import { applyAdmitted, type ApplyingParts } from './applyAdmitted.ts'
import type { DocumentLog, LogChange, MissingDependency, Refusal } from './documentLog.ts'
import type { Fork } from './findFork.ts'
import { emptyHeldUpdates, type HeldUpdates } from './heldUpdates.ts'
import { inspectUpdate, type InspectedDocument } from './inspectUpdate.ts'
import { readUpdate } from './readUpdate.ts'
import type { SignatureCheck } from './signatureCheck.ts'

export interface AdmissionParts extends ApplyingParts {
  readonly document: InspectedDocument
  readonly signatures: SignatureCheck
  readonly mayHold: MayHold
  /** Told of an author who signed two envelopes for one place; both are verified. */
  forked(fork: Fork): void
  /** Runs a change of the document and returns what the log learnt by it. */
  changeOf(run: () => void, origin: unknown): LogChange
}

/**
 * Whether one link may have so much held in this document while it waits for the proof of a tombstone: all of it, in bytes of memory.
 * Asked whenever it grows; told 0 once nothing is held any more.
 */
export type MayHold = (link: unknown, bytes: number) => boolean

type Admitted = Result<LogChange, Refusal | MissingDependency>

/**
 * The one door for updates from outside (design.md §3, Admission): inspect, verify, inspect again and apply, one update at a
 * time, each whole or not at all.
 */
export const admitUpdate = (parts: AdmissionParts): DocumentLog['admit'] => {
  const { document, signatures, mayHold, changeOf } = parts
  const held = holdingByLink()

  /** Inspects again, because the document may have grown meanwhile; what is new now was new then, and verified. */
  const applyHeld = ({ updates, document: { erasures } }: HeldUpdates, origin: unknown): Admitted => {
    let refused: Result<never, Refusal | MissingDependency> | null = null
    const change = changeOf(() => {
      for (const bytes of updates) {
        const update = readUpdate(bytes)
        const inspected = update.ok ? inspectUpdate(update.value, { ...document, erasures }) : update
        // What follows was looked at as following this: without it, something of it might be new that nobody verified.
        if (!inspected.ok) return void (refused = inspected)
        applyAdmitted(parts, inspected.value, origin)
      }
    }, origin)
    return refused ?? ok(change)
  }

  const admitNow = async (bytes: Uint8Array, origin: unknown, link: unknown): Promise<Admitted> => {
    const update = readUpdate(bytes)
    if (!update.ok) return update
    const earlier = held.get(link)
    // While signatures are verified elsewhere, a store or this person may write; a document only grows.
    const against = earlier?.document ?? document
    let inspected = inspectUpdate(update.value, against)
    if (!inspected.ok) return inspected
    const verdict = signatures.areSigned(inspected.value.envelopes.map(({ envelope }) => envelope))
    if (!(typeof verdict === 'boolean' ? verdict : await verdict)) return fail({ kind: 'signature-invalid' })
    if (typeof verdict !== 'boolean') {
      inspected = inspectUpdate(update.value, against)
      if (!inspected.ok) return inspected
    }
    const inspection = inspected.value
    if (inspection.fork && (await signatures.areSigned([inspection.fork.there]))) parts.forked(inspection.fork)
    if (!earlier && inspection.unproven.length === 0) {
      return ok(changeOf(() => applyAdmitted(parts, inspection, origin), origin))
    }
    const waiting = earlier ?? emptyHeldUpdates(document)
    waiting.hold(update.value, inspection)
    const tombstone = waiting.firstUnproven()
    if (tombstone && link !== null && mayHold(link, waiting.bytes)) {
      held.set(link, waiting)
      return ok({ added: [], erased: [], origin, isHeld: true })
    }
    held.delete(link)
    if (earlier) mayHold(link, 0)
    return tombstone ? fail({ kind: 'tombstone-unproven', ...tombstone }) : applyHeld(waiting, origin)
  }

  let queue: Promise<unknown> = Promise.resolve()
  return (update, origin, link) => {
    const admitted = queue
      .then(() => admitNow(update, origin, link === undefined ? origin : link))
      .catch((error: unknown): Admitted => {
        parts.failed(error)
        return fail({ kind: 'update-malformed', reason: 'it made admission throw' })
      })
    queue = admitted
    return admitted
  }
}

interface Holding {
  get(link: unknown): HeldUpdates | undefined
  set(link: unknown, updates: HeldUpdates): void
  delete(link: unknown): void
}

/** By link, so that one that never brings its proofs holds up nobody else; what waits is forgotten with the link's object. */
const holdingByLink = (): Holding => {
  const byLink = new WeakMap<object, HeldUpdates>()
  const byName = new Map<unknown, HeldUpdates>()
  const isObject = (link: unknown): link is object => typeof link === 'object' && link !== null
  return {
    get: link => (isObject(link) ? byLink.get(link) : byName.get(link)),
    set: (link, updates) => void (isObject(link) ? byLink.set(link, updates) : byName.set(link, updates)),
    delete: link => void (isObject(link) ? byLink.delete(link) : byName.delete(link)),
  }
}
