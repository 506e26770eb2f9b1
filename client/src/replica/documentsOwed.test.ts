import { clientIdOf } from '@sarangbang/shared/crypto/clientIdOf.ts'
import type { AccountId, EntryId, SessionNonce } from '@sarangbang/shared/crypto/ids.ts'
import { headName, monthName, type DocumentName, type Month } from '@sarangbang/shared/room/documentName.ts'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { DocumentReplica } from './documentReplica.ts'
import { makeDocumentsOwed } from './documentsOwed.ts'
import { exchanged } from './exchanged.ts'
import { isAcceptedBy } from './isAcceptedBy.ts'
import { makeKept } from './kept.ts'
import { aliceAndBob as room, openRoomBench } from './roomBench.fixture.ts'
import { makeRoomUnkept } from './roomUnkept.ts'
import { makeWatchable } from './watched.ts'

const me = 'A'.repeat(43) as AccountId
const session = 'A'.repeat(11) as SessionNonce
const month = monthName(room.id, '2026-05' as Month)

/** A month with so many entries of mine, each in the journal, and the accounts of what is owed of it. */
const openMonth = (entries: number) => {
  const client = clientIdOf(month, me, session)
  const doc = new Y.Doc()
  doc.clientID = client
  for (let i = 0; i < entries; i++) doc.getArray<Uint8Array>('log').insert(i, [Uint8Array.of(i)])
  const kept = makeKept()
  const unkept = makeRoomUnkept(me, () => kept)
  for (let clock = 0; clock < entries; clock++) {
    const part = { document: month, kind: 'erase', plain: Uint8Array.of(), place: { session, clock } } as const
    unkept.set({ id: `entry ${clock}` as EntryId, room: room.id, writtenMs: 0, parts: [part] })
  }
  const saved: (readonly DocumentName[])[] = []
  const owed = makeDocumentsOwed(
    [],
    names => saved.push(names),
    () => true,
  )
  const opened = makeWatchable([{ name: month, log: { doc }, kept } as unknown as DocumentReplica])
  owed.follow({ me, unkept, documents: { opened } as never, isKeyAtRelay: () => true })
  return {
    owed,
    saved,
    fromRelay: (next: number) => {
      kept.mergeFromRelay(new Map([[client, next]]))
      unkept.settle()
    },
    fromPeer: (next: number) => {
      kept.mergeFromPeer(new Map([[client, next]]))
      unkept.settle()
    },
    relayHas: (next: number) => kept.relayHas(new Map([[client, next]])),
  }
}

test('[C2] what a peer took before the relay had it is owed until the relay has acknowledged all of it', () => {
  const { owed, saved, fromRelay, fromPeer } = openMonth(3)
  fromPeer(3)
  expect([...owed.names.value]).toEqual([month])
  fromRelay(2)
  expect([...owed.names.value]).toEqual([month])
  fromRelay(3)
  expect([...owed.names.value]).toEqual([])
  expect(saved).toEqual([[month], []])
})

test('what the relay acknowledged first is never owed', () => {
  const { saved, fromRelay, fromPeer } = openMonth(3)
  fromRelay(3)
  fromPeer(3)
  expect(saved).toEqual([])
})

test('[C2] a relay that asks for what it once acknowledged has lost it, and is owed it again', () => {
  const { owed, fromRelay, fromPeer, relayHas } = openMonth(2)
  fromRelay(1)
  relayHas(0)
  fromPeer(2)
  fromRelay(2)
  expect([...owed.names.value]).toEqual([])
  expect(openMonth(1).owed.names.value.size).toBe(0)
})

test('[C2] the head is owed while the relay has an entry and only a peer has the key it is sealed under', async () => {
  const { state, actions } = openRoomBench()
  const owed = makeDocumentsOwed(
    [],
    () => undefined,
    () => true,
  )
  const stop = owed.follow(state)
  await state.ready
  await actions.send({ text: '안녕' })
  await state.settled()
  const head = headName(room.id)
  for (const { name, log, kept } of state.documents.opened.value) {
    const clocks = Y.decodeStateVector(Y.encodeStateVector(log.doc))
    if (name === head) kept.mergeFromPeer(clocks)
    else kept.mergeFromRelay(clocks)
  }
  expect(state.unkept.records.value.size).toBe(0)
  expect([...owed.names.value]).toEqual([head])
  const { log, kept } = state.documents.head
  kept.mergeFromRelay(Y.decodeStateVector(Y.encodeStateVector(log.doc)))
  expect([...owed.names.value]).toEqual([])
  stop()
  state.close()
})

test('[C3] a month that the relay does not take yet is owed when it comes, and keeps no room from being exchanged until then', async () => {
  const dayMs = 86_400_000
  const july = monthName(room.id, '2026-07' as Month)
  // By a clock that is 40 days ahead, in May.
  const bench = openRoomBench({ timeMs: Date.UTC(2026, 4, 28, 12) + 40 * dayMs })
  const { state, clock } = bench
  const saved: (readonly DocumentName[])[] = []
  const owed = makeDocumentsOwed([], names => saved.push(names), isAcceptedBy(clock))
  const stop = owed.follow(state)
  await state.ready
  await bench.actions.send({ text: '안녕' })
  await state.settled()
  clock.correct(-40 * dayMs)
  await state.corrected()
  await state.settled()
  const everything = (log: DocumentReplica['log']) => Y.decodeStateVector(Y.encodeStateVector(log.doc))
  for (const { name, log, kept } of state.documents.opened.value)
    if (name !== july) kept.mergeFromRelay(everything(log))
  expect([...state.unkept.records.value]).toEqual([])
  expect([...owed.names.value]).toEqual([])

  const links = { state: makeWatchable({ relay: 'on' }) }
  const patience = new AbortController()
  const done = exchanged({ ...state, links } as never, owed.names, patience.signal)
  // Nothing else ends it: one that waits for the relay is stopped here.
  patience.abort()
  expect(await done).toBe(true)

  const named = owed.names
  bench.time += 40 * dayMs
  expect([...named.value]).toEqual([july])
  const again = makeDocumentsOwed(saved.at(-1) ?? [], () => undefined, isAcceptedBy(clock))
  expect([...again.names.value]).toEqual([july])
  const open = state.documents.documentOf(july)
  open.kept.mergeFromRelay(everything(open.log))
  expect([...named.value]).toEqual([])
  stop()
})
