import { clientIdOf } from '@sarangbang/shared/crypto/clientIdOf.ts'
import type { EntryId, EpochId } from '@sarangbang/shared/crypto/ids.ts'
import { makeClock } from '@sarangbang/shared/room/clock.ts'
import { parseDocumentName, type DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { compareStamps } from '@sarangbang/shared/room/stamp.ts'
import type { DocumentReplica } from '@sarangbang/client/src/replica/documentReplica.ts'
import { openDocuments } from '@sarangbang/client/src/replica/documents.ts'
import { openRoomState } from '@sarangbang/client/src/replica/openRoomState.ts'
import { makeRoomActions } from '@sarangbang/client/src/replica/roomActions.ts'
import type { Journal, JournalRecord } from '@sarangbang/client/src/replica/store/index.ts'
import { act } from './act.ts'
import type { Action } from './action.ts'
import type { DeviceDisk, OpenDisk } from './deviceDisk.ts'
import { people, room, type PersonName } from './people.ts'
import type { Replica } from './replica.ts'
import { makeTalk } from './talk.ts'
import { viewOf, type View } from './view.ts'

/** What the world is told of what its devices do. */
export interface DeviceWitness {
  /** On this disk: the composer may say *written*. */
  accepted(device: string, record: JournalRecord): void
  /** An accepted record was stamped anew, because the clock was corrected. */
  restamped(record: JournalRecord): void
  /** An accepted record was given places. */
  placed(id: EntryId, record: Pick<JournalRecord, 'parts'>, epoch: EpochId | null): void
  problem(text: string): void
}

export interface Device extends Replica {
  readonly person: PersonName
  /** Starts on what its disk holds. */
  start(): Promise<void>
  /** Stops in the middle of everything. */
  crash(lose: number): void
  /** The next write stops the device as soon as its record is on the disk: between journal and document. */
  crashAfterNextWrite(): void
  /** Whether it did. */
  hasCrashed(): boolean
  /** Something a person does; `false` when there is nothing to do it to. Resolves when all of it has ended, or the device stopped. */
  act(action: Action): Promise<boolean>
  /** The relay told its time. */
  correct(offsetMs: number): Promise<void>
  /** Opens every document anybody has named. */
  openAll(names: readonly string[]): Promise<void>
  view(): Promise<View>
  /** My own marker, sealed as it goes to the relay's slot. */
  marker(): string | null
  hearMarker(person: PersonName, sealed: string): void
}

export interface DeviceOptions {
  readonly label: string
  readonly person: PersonName
  readonly disk: DeviceDisk
  /** The device's own clock, Unix milliseconds. */
  readonly now: () => number
  readonly witness: DeviceWitness
  /** What the relay's time has told it to add to its clock; outlives its starts. */
  readonly offset: { ms: number }
}

const openGeneration = async (
  { person, now, witness, label, offset }: DeviceOptions,
  disk: OpenDisk,
  onWritten: () => boolean,
) => {
  const identity = people[person]
  const journal: Journal = {
    ...disk.journal,
    append: async record => {
      const appended = await disk.journal.append(record)
      if (appended.ok) witness.accepted(label, record)
      // Stopped here, nothing of what follows ever happens.
      if (appended.ok && onWritten()) return new Promise(() => undefined)
      return appended
    },
    replace: async records => {
      const replaced = await disk.journal.replace(records)
      if (replaced.ok) for (const record of records) if (replaced.value.has(record.id)) witness.restamped(record)
      return replaced
    },
    place: (id, places) => {
      const record = state.unkept.records.value.get(id)
      const parts = record?.parts.map((part, at) => ({ ...part, place: places[at] ?? null })) ?? []
      // At once: a device that stops in the next moment has written it all the same.
      if (parts.length > 0) witness.placed(id, { parts }, epochOf(parts))
      return disk.journal.place(id, places)
    },
  }
  /** Under which key the parts were sealed, as their envelopes say. */
  const epochOf = (parts: JournalRecord['parts']): EpochId | null => {
    const epochs = parts.map(({ document, place }) => {
      if (place === null) return null
      const client = clientIdOf(document, identity.account, place.session)
      return state.documents.documentOf(document).log.envelopeAt(client, place.clock)?.epoch ?? null
    })
    return epochs.find(epoch => epoch !== null) ?? null
  }
  const clock = makeClock({ now, offsetMs: offset.ms })
  const documents = openDocuments({
    account: identity.account,
    acks: disk.acks,
    keep: disk.keep,
    list: disk.list,
    report: (name, event) => witness.problem(`${label} ${name}: ${event.kind}`),
  })
  const state = openRoomState({
    room,
    identity,
    documents,
    journal,
    keyring: disk.keyring,
    clock,
    readUpTo: disk.readUpTo,
    arrivals: new Map(),
    saveArrivals: () => undefined,
    linkPeers: null,
    onRefusedWith: () => undefined,
  })
  const talk = makeTalk(identity.account)
  const known = new Set<DocumentReplica>()
  const follow = async (): Promise<void> => {
    const news = state.documents.opened.value.filter(document => !known.has(document))
    for (const document of news) known.add(document)
    await Promise.all(
      news.map(async ({ loaded, log, committed, kept }) => {
        await loaded
        talk.add({
          log,
          committed,
          heard: (clocks, from) => void (from === null ? kept.merge(clocks) : kept.mergeFromPeer(clocks)),
          known: kept.clocks,
          relayHas: kept.relayHas,
        })
      }),
    )
  }
  const stops = [
    state.documents.opened.watch(() => void follow()),
    state.reading.mine.watch(upTo => upTo !== null && disk.saveReadUpTo(upTo)),
  ]
  await state.ready
  await follow()
  const actions = makeRoomActions(state, { identity, clock, forgetRecord: id => journal.remove([id]) })
  return {
    disk,
    identity,
    clock,
    documents,
    state,
    talk,
    actions,
    journal,
    follow,
    leave: () => stops.forEach(stop => stop()),
  }
}
export type Generation = Awaited<ReturnType<typeof openGeneration>>

/** A person's device: the client's own room, documents and journal over a disk that outlives them. */
export const makeDevice = (options: DeviceOptions): Device => {
  const { label, person, disk } = options
  let running: Generation | null = null
  let crashNext: number | null = null
  let crashed = Promise.withResolvers<void>()

  const current = (): Generation => {
    if (running === null) throw new Error(`${label} is not running`)
    return running
  }
  const abandon = (): void => {
    const { state, talk, leave } = current()
    running = null
    leave()
    talk.end()
    state.close()
    crashed.resolve()
  }
  const crash = (lose: number): void => {
    disk.crash(lose)
    abandon()
  }
  const onWritten = (): boolean => {
    if (crashNext === null) return false
    crashNext = null
    crash(0)
    return true
  }
  const start = async (): Promise<void> => {
    crashed = Promise.withResolvers()
    running = await openGeneration(options, await disk.open(), onWritten)
  }
  const settle = async (): Promise<void> => {
    const { state, follow } = current()
    await state.settled()
    await follow()
  }
  return {
    label,
    person,
    account: people[person].account,
    start,
    crash,
    crashAfterNextWrite: () => {
      crashNext = 1
    },
    hasCrashed: () => running === null,
    act: async action => {
      const done = act(current(), action).then(async isDone => {
        if (running !== null) await settle()
        return isDone
      })
      const isDone = await Promise.race([done, crashed.promise.then(() => true)])
      crashNext = null
      return isDone
    },
    connect: line => current().talk.connect(line),
    disconnect: line => running?.talk.disconnect(line),
    receive: async (line, document, frame) => {
      const received = await current().talk.receive(line, document, new Uint8Array(frame))
      await settle()
      return received
    },
    acknowledge: () => current().talk.acknowledge(),
    names: () => current().state.documents.opened.value.map(({ name }) => name),
    hearNames: names => current().state.documents.known(names),
    correct: async offsetMs => {
      const { clock, state } = current()
      options.offset.ms = offsetMs
      if (clock.correct(offsetMs)) await state.corrected()
      await settle()
    },
    openAll: async names => {
      const { state } = current()
      for (const name of names) if (parseDocumentName(name) !== null) state.documents.documentOf(name as DocumentName)
      await Promise.all(state.documents.opened.value.map(({ loaded }) => loaded))
      await settle()
    },
    view: () => viewOf(current()),
    marker: () => current().state.reading.sealMine(),
    hearMarker: (whose, sealed) => current().state.reading.hear(people[whose].account, sealed),
    holdings: disk.holdings,
    backUp: disk.backUp,
    restore: async copy => {
      abandon()
      await disk.restore(copy)
      await start()
    },
    stop: async () => {
      const { state, documents, talk, leave, disk: open } = current()
      await state.writer.idle()
      leave()
      talk.end()
      state.close()
      await documents.close()
      await open.close()
      running = null
    },
  }
}

/** By stamp, the later of two. */
export const laterStamp = <S extends { readonly ms: number; readonly counter: number }>(
  one: S | null,
  other: S | null,
): S | null => (one === null || (other !== null && compareStamps(other, one) > 0) ? other : one)
