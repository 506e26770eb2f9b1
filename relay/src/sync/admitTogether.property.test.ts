import { deepEqual, ok } from 'node:assert/strict'
import type { EnvelopePlace } from '@sarangbang/shared/crypto/envelope.ts'
import type { DocumentLog } from '@sarangbang/shared/room/documentLog.ts'
import { alice, bob, livePlaces, month, openMember, type LogMember } from '@sarangbang/shared/room/logMember.fixture.ts'
import { openDocumentLog } from '@sarangbang/shared/room/openDocumentLog.ts'
import { splitUpdate } from '@sarangbang/shared/room/splitUpdate.ts'
import * as fc from 'fast-check'
import { test } from 'vitest'
import * as Y from 'yjs'
import { admitTogether } from './admitTogether.ts'
import type { IncomingUpdate, SyncSocket } from './hotDocument.ts'
import { mergeIncoming } from './mergeIncoming.ts'
import { syncLimits } from './syncLimits.ts'
import { turnBlocks } from './turnBlocks.fixture.ts'

/** Signatures are other tests' matter; here only structs move. */
const trusting = { verify: () => true }
const nothing = new Uint8Array([0])

const step = fc.record({
  does: fc.constantFrom('say', 'say', 'hear', 'erase'),
  who: fc.nat(),
  other: fc.nat(),
})
const history = fc.record({
  sessions: fc.integer({ min: 2, max: 6 }),
  steps: fc.array(step, { minLength: 8, maxLength: 40 }),
  maxBytes: fc.constantFrom(1500, 4000, 256 * 1024),
  /** Who sends the blocks of an update in another order than ours. */
  turned: fc.array(fc.constantFrom(true, false, false, false), { minLength: 6, maxLength: 6 }),
  /** Whose update comes next, and whether a batch ends with it. */
  arrivals: fc.array(fc.record({ who: fc.nat(), ends: fc.nat(7) }), {
    minLength: 60,
    maxLength: 60,
  }),
})
type History = typeof history extends fc.Arbitrary<infer One> ? One : never

/** Sessions of two people that said, heard and erased something while the relay was away. */
const liveOn = async ({ sessions, steps }: History): Promise<readonly LogMember[]> => {
  const members = Array.from({ length: sessions }, (_, n) => openMember(n % 2 ? bob : alice, month, trusting))
  const said = members.map((): EnvelopePlace[] => [])
  for (const { does, who, other } of steps) {
    const at = who % sessions
    const member = members[at] as LogMember
    const places = said[at] ?? []
    const target = places[other % (places.length || 1)]
    const teller = members[other % sessions] as LogMember
    if (does === 'hear' && teller !== member) await admitAll(member.log, splitUpdate(teller.log, stateOf(member)))
    else if (does === 'erase' && target) member.erase(target)
    else places.push(member.say(`${places.length}`))
  }
  return members
}
const stateOf = ({ log }: LogMember): Uint8Array => Y.encodeStateVector(log.doc)
const admitAll = async (log: DocumentLog, updates: readonly Uint8Array[]): Promise<void> => {
  const link = {}
  for (const update of updates) ok((await log.admit(update, link)).ok)
}

const batchesOf = ({ arrivals, turned, maxBytes }: History, members: readonly LogMember[]): IncomingUpdate[][] => {
  const queues = members.map((member, n) => {
    const pieces = splitUpdate(member.log, nothing, maxBytes)
    const socket = {} as SyncSocket
    return pieces.map(piece => ({ socket, update: turned[n] ? turnBlocks(piece) : piece }))
  })
  const batches: IncomingUpdate[][] = [[]]
  const take = (who: number) => {
    const waiting = queues.filter(queue => queue.length > 0)
    const next = waiting[who % (waiting.length || 1)]?.shift()
    if (next) batches.at(-1)?.push(next)
    return next !== undefined
  }
  for (const { who, ends } of arrivals) {
    take(who)
    if (ends === 0) batches.push([])
  }
  while (take(0));
  return batches.filter(batch => batch.length > 0)
}

const openRelayLog = (): DocumentLog =>
  openDocumentLog({
    name: month,
    doc: new Y.Doc(),
    ...trusting,
    mayHold: (_, bytes) => bytes <= syncLimits.heldBytes,
    report: () => {},
  })
const holdings = (log: DocumentLog) => ({ live: livePlaces({ log }), clocks: clocksOf(log) })
const clocksOf = ({ doc }: DocumentLog) => [...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([a], [b]) => a - b)

test('[C3] nothing of what several devices bring is lost, however their updates meet in batches', async () => {
  const seen = { merged: 0, ofSeveral: 0, apart: 0 }
  await fc.assert(
    fc.asyncProperty(history, async one => {
      const members = await liveOn(one)
      const [together, alone] = [openRelayLog(), openRelayLog()]
      for (const member of members) await admitAll(alone, splitUpdate(member.log, nothing))
      for (const batch of batchesOf(one, members)) {
        const updates = batch.map(({ update }) => update)
        if (updates.length > 1) {
          const isMerged = mergeIncoming(updates) !== null
          seen[isMerged ? 'merged' : 'apart']++
          if (isMerged && updates.some(update => (update[0] ?? 0) > 1)) seen.ofSeveral++
        }
        deepEqual(await admitTogether({ log: together }, batch), [])
      }
      deepEqual(holdings(together), holdings(alone))
    }),
    // Clients' ids differ from run to run, so a smaller example would be another one.
    { numRuns: 60, endOnFailure: true },
  )
  ok(Math.min(...Object.values(seen)) > 3, JSON.stringify(seen))
})
