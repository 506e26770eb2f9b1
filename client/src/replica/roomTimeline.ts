import type { Envelope, EnvelopePlace } from '@sarangbang/shared/crypto/envelope.ts'
import type { AccountId, EntryId, EpochId } from '@sarangbang/shared/crypto/ids.ts'
import type { Month } from '@sarangbang/shared/room/documentName.ts'
import type { EntryPlace, OpenedEntry, Stamp } from '@sarangbang/shared/room/entry.ts'
import { emptyTimelineState, foldTimeline, timelineOf } from '@sarangbang/shared/room/foldTimeline.ts'
import { placeToText } from '@sarangbang/shared/room/orderEntries.ts'
import type { Timeline } from '@sarangbang/shared/room/timeline.ts'
import { openInBulk } from './openInBulk.ts'
import { makeOwnEntries } from './ownEntries.ts'
import { makeWatchable, type Watched } from './watched.ts'

/** The folded months of a room as far as they are open here, and where own entries stand in them. */
export interface RoomTimeline {
  /** `null` until `begin`. */
  readonly timeline: Watched<Timeline | null>
  /** From now on folds are shown: the device's own copy has been read. */
  begin(): void
  add(document: string, envelopes: readonly Envelope[]): Promise<void>
  remove(document: string, places: readonly EnvelopePlace[]): void
  /** The clock was corrected: what is ahead of it by now may be printed otherwise. */
  clockCorrected(): void
  /** Room keys came: opens what had waited for them. */
  keysCame(): Promise<void>
  /** Shows an own entry before it is anywhere. It gives way to the real one by itself; `drop` is for when there will be none. */
  showPending(entry: OpenedEntry['entry'], document: string): { drop(): void }
  /** Live places of own entries that bear this id; several after a replayed journal. */
  ownPlacesOf(id: EntryId): readonly EntryPlace[]
  /** Whether its author has taken it back. */
  isErased(id: EntryId): boolean
  /** The month an entry is shown in; `null` when it is in none that is open. */
  monthOf(id: EntryId): Month | null
  /** Own entries of a document that `isWanted`: what an erasure has to name. */
  ownEntries(document: string, isWanted: (opened: OpenedEntry) => boolean): readonly OpenedEntry[]
  /** Copies, edits and reactions of mine, about messages that I erased, which the erasure did not know: another device wrote them. */
  readonly leftovers: Watched<readonly OpenedEntry[]>
  /** Envelopes that wait for a key, for the screen to say so. */
  readonly sealed: Watched<number>
}

/** No session nonce: those have 11 characters. */
const pendingSession = 'pending'

export const makeRoomTimeline = (
  me: AccountId,
  keyOf: (epoch: EpochId) => Uint8Array | null,
  /** Of every entry that came: the clock is to be later than all it has seen. */
  onStamp: (stamp: Stamp) => void = () => undefined,
  /** Gives an entry its arrival, where its time is not to be believed. */
  noteArrival: (opened: OpenedEntry) => OpenedEntry = opened => opened,
): RoomTimeline => {
  const timeline = makeWatchable<Timeline | null>(null)
  const sealed = makeWatchable(0)
  const leftovers = makeWatchable<readonly OpenedEntry[]>([])
  const own = makeOwnEntries(me)
  const gone = new Set<string>()
  let keyless: { readonly document: string; readonly envelope: Envelope }[] = []
  let state = emptyTimelineState
  let begun = false
  const pending = new Map<EntryId, EntryPlace>()
  let pendingCount = 0

  const show = (): void => {
    if (begun) timeline.set(timelineOf(state))
  }
  const remember = (opened: OpenedEntry): void => {
    onStamp(opened.entry.stamp)
    if (opened.author === me) own.add(opened)
  }
  const foldOwn = (): void => {
    const left = own.leftovers()
    if (left.length > 0 || leftovers.value.length > 0) leftovers.set(left)
  }
  const foldIn = (added: readonly OpenedEntry[], removed: readonly EntryPlace[]): void => {
    if (added.length === 0 && removed.length === 0) return
    state = foldTimeline(state, { added, removed })
    show()
  }

  const settledPending = ({ author, entry }: OpenedEntry): readonly EntryPlace[] => {
    // Whoever else bears the id: what I show as pending waits for my own.
    if (author !== me) return []
    const place = pending.get(entry.id)
    pending.delete(entry.id)
    return place === undefined ? [] : [place]
  }
  const add = async (document: string, envelopes: readonly Envelope[]): Promise<void> => {
    const results = await openInBulk(document, envelopes, keyOf)
    const added: OpenedEntry[] = []
    results.forEach((result, at) => {
      const envelope = envelopes[at]
      if (result.ok) {
        // Erased while the worker was opening it: the fold copes, the index of own entries must not know it.
        if (!gone.has(placeToText(result.value.place))) remember(result.value)
        added.push(noteArrival(result.value))
      } else if (result.error.kind === 'key-missing' && envelope !== undefined) keyless.push({ document, envelope })
    })
    sealed.set(keyless.length)
    foldIn(
      added,
      added.flatMap(opened => settledPending(opened)),
    )
    foldOwn()
  }
  const remove = (document: string, places: readonly EnvelopePlace[]): void => {
    const removed = places.map(place => ({ document, session: place.session, clock: place.clock }))
    for (const place of removed) {
      gone.add(placeToText(place))
      own.remove(place)
    }
    keyless = keyless.filter(({ document: name, envelope }) => !gone.has(placeToText({ document: name, ...envelope })))
    sealed.set(keyless.length)
    foldIn([], removed)
    foldOwn()
  }
  return {
    timeline,
    leftovers,
    sealed,
    add,
    remove,
    begin: () => {
      if (begun) return
      begun = true
      show()
    },
    clockCorrected: () => {
      const changed: OpenedEntry[] = []
      state.live.forEach(opened => {
        const noted = noteArrival(opened)
        if (noted !== opened) changed.push(noted)
      })
      foldIn(changed, [])
    },
    keysCame: async () => {
      const waiting = Map.groupBy(keyless, ({ document }) => document)
      keyless = []
      for (const [document, those] of waiting)
        await add(
          document,
          those.map(({ envelope }) => envelope),
        )
    },
    showPending: (entry, document) => {
      const place = { document, session: pendingSession, clock: pendingCount++ }
      pending.set(entry.id, place)
      foldIn([{ entry, author: me, place }], [])
      return {
        drop: () => {
          pending.delete(entry.id)
          foldIn([], [place])
        },
      }
    },
    ownPlacesOf: own.placesOf,
    isErased: id => timelineOf(state).byId.get(id)?.kind === 'erased',
    monthOf: id => timelineOf(state).byId.get(id)?.ref.month ?? null,
    ownEntries: own.inDocument,
  }
}
