import type { Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import type { AccountId, EntryId } from '@sarangbang/shared/crypto/ids.ts'
import type { Clock } from '@sarangbang/shared/room/clock.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { Stamp } from '@sarangbang/shared/room/entry.ts'
import type { TimelineItem } from '@sarangbang/shared/room/timeline.ts'
import type { RoomDescriptor } from './describeRoom.ts'
import type { DocumentReplica } from './documentReplica.ts'
import type { Documents } from './documents.ts'
import { followOpened } from './followOpened.ts'
import { isAcceptedBy } from './isAcceptedBy.ts'
import { learnChanges } from './learnChanges.ts'
import { listenForMarkers } from './listenForMarkers.ts'
import type { PeerLink } from './link/peerLink.ts'
import { makeOwnInHead } from './ownInHead.ts'
import { replayJournal } from './replayJournal.ts'
import type { Tick } from './replica.ts'
import { restampJournal } from './restampJournal.ts'
import { makeRoomArrivals, type Arrivals } from './roomArrivals.ts'
import { openRoomDocuments, type RoomDocuments } from './roomDocuments.ts'
import { openRoomKeys, type RoomKeys } from './roomKeys.ts'
import { openRoomLinks, type RoomLinks } from './roomLinks.ts'
import { makeRoomReading, type RoomReading } from './roomReading.ts'
import { makeRoomTimeline, type RoomTimeline } from './roomTimeline.ts'
import { makeRoomUnkept, type RoomUnkept } from './roomUnkept.ts'
import { makeRoomWriter, type RoomWriter } from './roomWriter.ts'
import { isSameTime, type Journal } from './store/journal.ts'
import type { Keyring } from './store/keyring.ts'
import type { StandingDeps } from './standingParts.ts'
import { sweepErased } from './sweepErased.ts'
import { tickOf } from './tick.ts'
import { makeWatchable, type Watched } from './watched.ts'

/** One room at work on this device: its documents, keys, fold, links and what of it nobody else has. */
export interface RoomState {
  readonly me: AccountId
  readonly room: RoomDescriptor
  readonly documents: RoomDocuments
  readonly keys: RoomKeys
  readonly timeline: RoomTimeline
  readonly links: RoomLinks
  readonly reading: RoomReading
  readonly unkept: RoomUnkept
  readonly writer: RoomWriter
  /**
   * Resolves when the device's own copy is read and folded, and what stood in it by a wrong clock is stamped anew: it may be shown, and go
   * out. What the journal has still to write follows; it waits for a disk to take keys.
   */
  readonly read: Promise<void>
  /** Resolves when the journal is replayed as well, as far as can be now. */
  readonly ready: Promise<void>
  /** The clock was corrected: what it was wrong for is stamped anew, as far as nobody has it. */
  corrected(): Promise<void>
  /** Resolves when all that was written here so far has ended and is folded: where it stands is known. */
  settled(): Promise<void>
  /** Whether the relay has acknowledged, to this page, what opens the envelope at a client's clock. */
  isKeyAtRelay(document: DocumentName, client: number, clock: number): boolean
  /** Counts whatever may have moved a tick. */
  readonly ticks: Watched<number>
  tickOf(item: TimelineItem): Tick | null
  close(): void
}

/** Sealing anew what hundreds of records hold takes less, and then a room opens with it; a disk that takes no key holds it up longer. */
const showWithinMs = 500

/** A month comes alive a day before it begins, so an hour late is early enough. */
const liveCheckMs = 3_600_000

export interface RoomStateDeps {
  readonly room: RoomDescriptor
  readonly identity: Identity
  readonly documents: Documents
  readonly journal: Journal
  readonly keyring: Keyring
  readonly clock: Clock
  /** What this device remembers of how far I have read. */
  readonly readUpTo: Stamp | null
  /** What it remembers of entries that claimed to be from the future, and what keeps what it learns of more. */
  readonly arrivals: Arrivals
  readonly saveArrivals: (arrivals: Arrivals) => void
  readonly linkPeers: ((document: DocumentReplica, awareness: RoomLinks['awareness']) => PeerLink) | null
  readonly onRefusedWith: (code: number) => void
}

export const openRoomState = (deps: RoomStateDeps): RoomState => {
  const { room, identity, journal, keyring, clock } = deps
  const me: AccountId = identity.account
  const ticks = makeWatchable(0)
  const touch = (): void => ticks.set(ticks.value + 1)

  const keys = openRoomKeys({ room, identity, keyring, now: () => clock.nowMs() })
  const arrivals = makeRoomArrivals({ clock, kept: deps.arrivals, onNoted: deps.saveArrivals })
  const timeline = makeRoomTimeline(me, keys.keyOf, clock.receive, arrivals.note)
  const reading = makeRoomReading({ room, identity, keys, kept: deps.readUpTo })
  const { learn, folded } = learnChanges({ keys, timeline, reading, onFolded: touch })
  const documents = openRoomDocuments({
    room: room.id,
    documents: deps.documents,
    now: () => clock.nowMs(),
    onChange: learn,
  })
  const keptOf = (name: string) => documents.opened.value.find(document => document.name === name)?.kept ?? null
  const isAccepted = isAcceptedBy(clock)
  const { kept: headKept } = documents.head
  const isKeyHeld = (name: string, client: number, clock: number, holds: typeof headKept.covers): boolean => {
    const log = documents.opened.value.find(document => document.name === name)?.log
    const epoch = log?.envelopeAt(client, clock)?.epoch ?? null
    return epoch === null || keys.isTold(epoch, holds)
  }
  const isKeyKept = (name: string, client: number, clock: number): boolean =>
    isKeyHeld(name, client, clock, headKept.covers)
  const unkept = makeRoomUnkept(me, keptOf, isAccepted, isKeyKept)
  const links = openRoomLinks({
    head: documents.head,
    linkPeers: deps.linkPeers,
    isAccepted,
    // Whoever sends what cannot be admitted has changed his program; his link is closed, and that is all there is to do.
    onRefusal: () => undefined,
    onRefusedWith: deps.onRefusedWith,
  })
  const writer = makeRoomWriter({
    room,
    identity,
    keys,
    journal,
    documentOf: documents.documentOf,
    clock,
    onRecord: record => {
      unkept.set(record)
      touch()
      // The clock was corrected while it was on its way into the journal.
      if (isRead && !isSameTime(record, clock)) void restamp()
    },
    recordOf: id => unkept.records.value.get(id),
  })
  const ownInHead = makeOwnInHead(documents.head.log, keys.keyOf)
  const ownPlacesIn: StandingDeps['ownPlacesIn'] = (document, id) =>
    document === documents.head.name
      ? ownInHead(id)
      : timeline.ownPlacesOf(id).filter(place => place.document === document)
  let isClosed = false
  const restamp = async (): Promise<void> => {
    if (isClosed) return
    await restampJournal({ clock, journal, unkept, timeline, ownPlacesIn, documents, writer, folded, isAccepted })
  }

  const settle = (): void => {
    const kept: readonly EntryId[] = unkept.settle()
    if (kept.length > 0) void journal.remove(kept)
    touch()
  }
  const stops = [
    followOpened(documents.opened, document => {
      links.add(document)
      return document.kept.changes.watch(settle)
    }),
    timeline.timeline.watch(shown => {
      if (shown !== null) reading.heardInEntries(shown.readUpTo)
    }),
    reading.others.watch(touch),
    // An announcement may come after the word that it is on somebody's disk.
    keys.announced.watch(settle),
    listenForMarkers(links.awareness, reading),
  ]
  const lookAtMonths = (): void => {
    documents.openLive()
    links.refresh()
  }
  const liveCheck = setInterval(lookAtMonths, liveCheckMs)

  /** Until then nothing is stamped anew: it is not known what stands where. */
  let isRead = false
  const hasUnwritten = (): boolean =>
    [...unkept.records.value.values()].some(({ parts }) => parts.some(({ place }) => place === null))
  const readAll = async (): Promise<readonly EntryId[]> => {
    await Promise.all(documents.opened.value.map(({ loaded }) => loaded))
    await folded()
    if (isClosed) return []
    const untold = keys.untold()
    if (untold.length > 0) documents.head.log.append(untold)
    const waiting = await replayJournal({
      room,
      journal,
      timeline,
      ownPlacesIn,
      unkept,
      documents,
      folded,
      isClosed: () => isClosed,
    })
    if (waiting !== null) {
      // What others have keeps the stamp they have it by.
      settle()
      isRead = true
      await restamp()
    }
    await folded()
    // Shown before anything is linked: greetings and signatures would come in between.
    if (!hasUnwritten()) timeline.begin()
    return waiting ?? []
  }
  const waiting = readAll()
  const writeWaiting = async (): Promise<void> => {
    const ids = await waiting
    const showing = setTimeout(timeline.begin, showWithinMs)
    for (const id of ids) await writer.place(id)
    await folded()
    clearTimeout(showing)
    if (isClosed) return
    timeline.begin()
    settle()
    stops.push(sweepErased(timeline, writer))
  }
  const ready = writeWaiting()
  return {
    me,
    room,
    documents,
    keys,
    timeline,
    links,
    reading,
    unkept,
    writer,
    read: waiting.then(() => undefined),
    ready,
    corrected: async () => {
      lookAtMonths()
      await waiting
      if (isClosed) return
      settle()
      await restamp()
      timeline.clockCorrected()
    },
    settled: async () => {
      await writer.idle()
      await folded()
    },
    isKeyAtRelay: (name, client, clock) =>
      isKeyHeld(name, client, clock, (author, at) => headKept.isAtRelay(new Map([[author, at + 1]]))),
    ticks,
    tickOf: item =>
      tickOf(item, {
        me,
        placesOf: ({ ref }) => timeline.ownPlacesOf(ref.id),
        isJournaled: ({ ref }) => unkept.records.value.has(ref.id),
        isKept: unkept.isKept,
        readByOthers: [...reading.others.value.values()],
      }),
    close: () => {
      isClosed = true
      for (const stop of stops) stop()
      clearInterval(liveCheck)
      writer.close()
      links.close()
      documents.close()
    },
  }
}
