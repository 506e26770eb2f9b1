import { fail, ok, type Result } from '../result.ts'
import type { MissingDependency, Refusal } from './documentLog.ts'
import { dependencyOrder } from './dependencyOrder.ts'
import { emptyErasures, type Erasures } from './erasures.ts'
import { findFork, type Fork } from './findFork.ts'
import type { LiveEnvelopes } from './liveEnvelopes.ts'
import type { EnvelopePlacer, PlacedEnvelope } from './placeEnvelope.ts'
import type { ReadUpdate } from './readUpdate.ts'
import { cutStruct, endOf, type StructId, type StructsByClient, type UpdateStruct } from './updateStruct.ts'

/** What an inspection needs to know of the document an update is for. */
export interface InspectedDocument {
  /** The first clock of a client that the document does not hold. */
  stateOf(client: number): number
  readonly erasures: Pick<Erasures, 'has'>
  readonly placer: EnvelopePlacer
  readonly live: Pick<LiveEnvelopes, 'get'>
  /** The Yjs client this replica writes under; `null` when it does not write. */
  readonly ownClient: number | null
}

export interface Inspection {
  /** Every envelope the document does not hold yet; their signatures are not verified. */
  readonly envelopes: readonly PlacedEnvelope[]
  /** Tombstones of others whose signed erasure is in neither the document nor the update: not to be applied before it is. */
  readonly unproven: readonly UpdateStruct[]
  /** Only what is new; `null` when nothing is. */
  readonly news: News | null
  /** The first place of which the update holds another envelope than the document; its signature is not verified. */
  readonly fork: Fork | null
}

export interface News {
  readonly structs: StructsByClient
  /** The same as an update with an empty delete set, where all that came is new; `null` where it would have to be written. */
  readonly asCame: Uint8Array | null
}

/**
 * Decides whether an update may touch a document (design.md §3, Admission), but for the signatures. Pure; whatever the update
 * holds, nothing is left pending in Yjs by what is found new. Known structs are cut out first: Yjs follows the origins
 * of structs it already has, so a forged copy of an old struct could otherwise throw half-way.
 */
export const inspectUpdate = (
  update: ReadUpdate,
  document: InspectedDocument,
): Result<Inspection, Refusal | MissingDependency> => {
  const fresh = new Map<number, UpdateStruct[]>()
  const envelopes: PlacedEnvelope[] = []
  let missing: StructId | null = null
  let isWhole = true
  let fork: Fork | null = null
  for (const [client, list] of update.structs) {
    const known = document.stateOf(client)
    const news: UpdateStruct[] = []
    for (const struct of list) {
      if (endOf(struct) <= known) {
        isWhole = false
        fork ??= findFork(struct, document.live, document.placer)
        continue
      }
      if (struct.clock < known) isWhole = false
      const checked = checkStruct(struct.clock < known ? cutStruct(struct, known) : struct, document)
      if (!checked.ok) return checked
      news.push(checked.value.struct)
      if (checked.value.placed) envelopes.push(checked.value.placed)
    }
    const first = news[0]
    if (!first) continue
    fresh.set(client, news)
    if (first.clock > known) missing ??= { client, clock: known }
  }
  missing ??= missingOrigin(fresh, document)
  if (missing) return fail({ kind: 'missing-dependency', ...missing })
  if (!dependencyOrder(fresh).complete) return fail({ kind: 'origin-invalid' })
  const unproven = findUnproven(fresh, envelopes, document.erasures)
  const asCame = isWhole ? withoutDeletes(update.structBytes) : null
  return ok({ envelopes, unproven, fork, news: fresh.size === 0 ? null : { structs: fresh, asCame } })
}

interface CheckedStruct {
  readonly struct: UpdateStruct
  readonly placed: PlacedEnvelope | null
}

const checkStruct = (struct: UpdateStruct, document: InspectedDocument): Result<CheckedStruct, Refusal> => {
  // Yjs gives a document a new client id when its own comes from outside; then what we sign would stand nowhere.
  if (struct.client === document.ownClient) return fail({ kind: 'own-client-from-outside' })
  for (const origin of [struct.origin, struct.rightOrigin]) {
    if (origin?.client === struct.client && origin.clock >= struct.clock) return fail({ kind: 'origin-invalid' })
  }
  if (!struct.content) return ok({ struct, placed: null })
  const placed = document.placer.place(struct.content, struct)
  return placed.ok ? ok({ struct, placed: placed.value }) : placed
}

const missingOrigin = (
  fresh: ReadonlyMap<number, readonly UpdateStruct[]>,
  document: InspectedDocument,
): StructId | null => {
  for (const list of fresh.values()) {
    for (const struct of list) {
      for (const origin of [struct.origin, struct.rightOrigin]) {
        if (!origin || origin.clock < document.stateOf(origin.client)) continue
        const last = fresh.get(origin.client)?.at(-1)
        if (!last || origin.clock >= endOf(last))
          return { client: origin.client, clock: document.stateOf(origin.client) }
      }
    }
  }
  return null
}

/** Every tombstone must be its author's own doing: erased by an envelope of the document or of the update. */
const findUnproven = (
  fresh: ReadonlyMap<number, readonly UpdateStruct[]>,
  envelopes: readonly PlacedEnvelope[],
  known: Pick<Erasures, 'has'>,
): readonly UpdateStruct[] => {
  const tombstones = [...fresh.values()].flatMap(list => list.filter(struct => !struct.content))
  if (tombstones.length === 0) return []
  const erasures = emptyErasures(known)
  for (const { erases } of envelopes) erasures.add(erases)
  return tombstones.filter(struct => !isProven(struct, erasures))
}

/** Ends at the first clock that was not erased, so a length of 2^50 costs no more than the erasures there are. */
export const isProven = (tombstones: UpdateStruct, erasures: Pick<Erasures, 'has'>): boolean => {
  for (let clock = tombstones.clock; clock < endOf(tombstones); clock++) {
    if (!erasures.has(tombstones.client, clock)) return false
  }
  return true
}

/** The structs as they came and an empty delete set: its length, zero, is the one byte appended. */
const withoutDeletes = (structBytes: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(structBytes.length + 1)
  bytes.set(structBytes)
  return bytes
}
