import { deepEqual, equal, match, throws } from 'node:assert/strict'
import { encodeAcknowledgement } from '@sarangbang/shared/api/acknowledgement.ts'
import { test } from 'vitest'
import * as Y from 'yjs'
import type { Delivered } from './deliver.ts'
import { buildTown } from './deliveryTown.ts'
import { findBottlenecks } from './findBottlenecks.ts'
import { makeReadFrame } from './readFrame.ts'
import { makeTally } from './tally.ts'

test('each message counts once a reader, however often and in whatever company it comes', () => {
  let nowMs = 0
  const tally = makeTally(new Map([[7, [10, 20, 30]]]), () => nowMs)
  const [first, second] = [new Map<number, number>(), new Map<number, number>()]
  nowMs = 40
  tally.arrived(first, 7, 2)
  tally.arrived(first, 7, 1)
  tally.arrived(first, 7, 2)
  tally.arrived(second, 7, 3)
  tally.arrived(first, 8, 1)
  equal(tally.count, 5)
  // 30 and 20 ms to the first, 30, 20 and 10 ms to the second.
  deepEqual(tally.latency(), { p50: 20, p99: 30 })
})

test('what arrives without having left is a bug of the bench', () => {
  throws(() => makeTally(new Map([[7, [10]]]), () => 0).arrived(new Map(), 7, 2), RangeError)
})

test('a frame of a town brings its one message, and several merged bring all of theirs', () => {
  const { speakers } = buildTown(1, 2, 3)
  const readFrame = makeReadFrame()
  const [a, b] = speakers
  const third = readFrame(Buffer.from(a?.frames[2] ?? []))
  deepEqual(third, { kind: 'update', clocks: new Map([[a?.client, 3]]) })
  // Sync, update, two bytes of length: what is left is the update.
  const updates = [a?.frames[0], b?.frames[0]].map(frame => (frame ?? new Uint8Array()).subarray(4))
  const merged = Y.mergeUpdates(updates)
  const frame = Buffer.concat([Uint8Array.of(0, 2, (merged.length & 127) | 128, merged.length >> 7), merged])
  deepEqual(readFrame(frame), {
    kind: 'update',
    clocks: new Map([
      [a?.client, 1],
      [b?.client, 1],
    ]),
  })
})

test('acknowledgements and the end of a sync are told apart from messages; presence is nothing', () => {
  const readFrame = makeReadFrame()
  deepEqual(readFrame(Buffer.from(encodeAcknowledgement(new Map([[7, 3]])))), {
    kind: 'kept',
    clocks: new Map([[7, 3]]),
  })
  equal(readFrame(Buffer.from([0, 1, 2, 0, 0])).kind, 'synced')
  equal(readFrame(Buffer.from([0, 0, 1, 0])).kind, 'other')
  equal(readFrame(Buffer.from([1, 1, 0])).kind, 'other')
})

const run = (part: Partial<Delivered>): Delivered => ({
  deliveries: 1,
  perSecond: 1,
  cpuSeconds: 1,
  latency: { p50: 1, p99: 1 },
  kept: null,
  relayCores: 0.5,
  generatorCores: 0.5,
  lateMs: 0,
  clientKiB: 1,
  ...part,
})
const sayOf = (perSecond: number | null, part: Partial<Delivered>) =>
  findBottlenecks({ name: 'flood', perSecond }, new Map([[{ name: 'raw' }, [run(part)]]])).join()

test('a full generator beside a relay that is not is called the bottleneck', () => {
  match(sayOf(null, { generatorCores: 0.97, relayCores: 0.6 }), /raw: the generator was the bottleneck/)
  equal(sayOf(null, { generatorCores: 0.97, relayCores: 1.3 }), '')
  equal(sayOf(null, {}), '')
})

test('messages that left late are told where there was a time to leave', () => {
  match(sayOf(200, { lateMs: 60 }), /sent late\*\* by up to 60 ms/)
  equal(sayOf(200, { lateMs: 5 }), '')
})
