import type { AccountId, EntryId, SessionNonce } from '@sarangbang/shared/crypto/ids.ts'
import type { Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import { roomIdOf } from '@sarangbang/shared/crypto/roomIdOf.ts'
import { fail, ok } from '@sarangbang/shared/result.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { makeClock } from '@sarangbang/shared/room/clock.ts'
import { alice, bob, seededBytes } from '@sarangbang/shared/room/logMember.fixture.ts'
import { onTestFinished } from 'vitest'
import * as Y from 'yjs'
import type { RoomDescriptor } from './describeRoom.ts'
import { openDocuments } from './documents.ts'
import { openRoomState } from './openRoomState.ts'
import { makeRoomActions } from './roomActions.ts'
import type { Arrivals } from './roomArrivals.ts'
import { isSameTime, type Journal, type JournalRecord } from './store/journal.ts'
import type { EpochKey, Keyring } from './store/keyring.ts'
import type { StorageFault } from './store/storageFault.ts'

/** For tests: a room of alice and bob on a device whose disk is in memory, can be slow, and can fail. No links. */

export const nonceBytes = seededBytes('nonce')(16)
export const aliceAndBob: RoomDescriptor = {
  id: roomIdOf({ kind: 'direct', founders: [alice.account, bob.account], nonce: nonceBytes }),
  kind: 'direct',
  createdMs: Date.UTC(2026, 4, 1),
  founders: [alice.account, bob.account],
  agreementKeys: new Map([alice, bob].map(({ account, agreement }) => [account, agreement.public])),
  other: { keys: { account: bob.account, agreement: '', signature: '' }, handle: 'bob', nickname: 'Bob' },
}

export interface FakeJournal extends Journal {
  readonly records: JournalRecord[]
  /** The next appends end with this. */
  fault: StorageFault | null
  /** Although it ends with a fault, the record reaches the disk (`storage-timeout`). */
  isLate: boolean
}

export const makeFakeJournal = (): FakeJournal => {
  const records: JournalRecord[] = []
  const journal: FakeJournal = {
    records,
    fault: null,
    isLate: false,
    append: async record => {
      await Promise.resolve()
      const { fault } = journal
      if ((fault === null || journal.isLate) && records.every(({ id }) => id !== record.id)) records.push(record)
      return fault === null ? ok(undefined) : fail(fault)
    },
    place: async (id, places) => {
      const at = records.findIndex(record => record.id === id)
      const record = records[at]
      if (record === undefined) return ok(undefined)
      records[at] = { ...record, parts: record.parts.map((part, i) => ({ ...part, place: places[i] ?? null })) }
      return ok(undefined)
    },
    replace: async changed => {
      const replaced = new Set<EntryId>()
      for (const record of changed) {
        const at = records.findIndex(({ id }) => id === record.id)
        const before = records[at]
        if (before === undefined || isSameTime(before, record)) continue
        records[at] = record
        replaced.add(record.id)
      }
      return ok(replaced)
    },
    remove: async ids => {
      for (const id of ids) {
        const at = records.findIndex(record => record.id === id)
        if (at >= 0) records.splice(at, 1)
      }
      return ok(undefined)
    },
    list: async room => ok(records.filter(record => room === undefined || record.room === room)),
  }
  return journal
}

export interface FakeKeyring extends Keyring {
  fault: StorageFault | null
}

export const makeFakeKeyring = (): FakeKeyring => {
  const keys: EpochKey[] = []
  const keyring: FakeKeyring = {
    fault: null,
    add: async key => {
      if (!keys.some(({ epoch }) => epoch === key.epoch)) keys.push(key)
      return keyring.fault === null ? ok(undefined) : fail(keyring.fault)
    },
    get: (room, epoch) => keys.find(key => key.room === room && key.epoch === epoch) ?? null,
    list: room => keys.filter(key => key.room === room),
  }
  return keyring
}

/** Rows of updates by document, as a browser's disk has them. */
export type FakeDisk = Map<DocumentName, readonly Uint8Array[]>

export interface RoomBench {
  readonly disk: FakeDisk
  readonly journal: FakeJournal
  readonly keyring: FakeKeyring
  readonly state: ReturnType<typeof openRoomState>
  readonly actions: ReturnType<typeof makeRoomActions>
  readonly clock: ReturnType<typeof makeClock>
  time: number
  /** As the device remembers them. */
  arrivals: Arrivals
}

/** Closed when the test is over. */
export const openRoomBench = ({
  identity = alice,
  journal = makeFakeJournal(),
  keyring = makeFakeKeyring(),
  disk = new Map(),
  timeMs = Date.UTC(2026, 4, 20),
  offsetMs = 0,
  arrivals = new Map(),
}: {
  readonly identity?: Identity
  readonly journal?: FakeJournal
  readonly keyring?: FakeKeyring
  readonly disk?: FakeDisk
  /** The device's own clock at the start; each look at it takes a millisecond. */
  readonly timeMs?: number
  readonly offsetMs?: number
  readonly arrivals?: Arrivals
} = {}): RoomBench => {
  const bench = { time: timeMs, arrivals }
  const clock = makeClock({ now: () => bench.time++, offsetMs })
  const documents = openDocuments({
    account: identity.account,
    acks: {
      load: async () => ok(new Map()),
      raise: async () => ok(undefined),
      lower: async () => ok(undefined),
      forget: async () => ok(undefined),
    },
    keep: (name, doc) => {
      for (const row of disk.get(name) ?? []) Y.applyUpdate(doc, row, 'disk')
      doc.on('update', (row: Uint8Array, origin: unknown) => {
        if (origin !== 'disk') disk.set(name, [...(disk.get(name) ?? []), row])
      })
      return {
        loaded: Promise.resolve(ok(undefined)),
        committed: async () => ok(undefined),
        close: async () => undefined,
        destroy: async () => ok(undefined),
      }
    },
    list: async () => ok([...disk.keys()]),
    report: () => undefined,
  })
  const state = openRoomState({
    room: aliceAndBob,
    identity,
    documents,
    journal,
    keyring,
    clock,
    readUpTo: null,
    arrivals,
    saveArrivals: noted => {
      bench.arrivals = noted
    },
    linkPeers: null,
    onRefusedWith: () => undefined,
  })
  const actions = makeRoomActions(state, { identity, clock, forgetRecord: id => journal.remove([id]) })
  onTestFinished(() => state.close())
  return Object.assign(bench, { disk, journal, keyring, state, actions, clock })
}

/** What the room shows. */
export const itemsOf = ({ state }: RoomBench) => state.timeline.timeline.value?.items ?? []
/** Kinds of the live envelopes of its months. */
export const kindsInMonths = ({ state }: RoomBench) =>
  state.documents.opened.value.flatMap(({ name, log }) =>
    name === state.documents.head.name ? [] : log.envelopes().map(({ kind }) => kind),
  )

export const entryId = (seed: string): EntryId => seed.padEnd(22, 'A') as EntryId
export const sessionNonce = (seed: string): SessionNonce => seed.padEnd(11, 'A') as SessionNonce
export const accountOf = (seed: string): AccountId => seed as AccountId
