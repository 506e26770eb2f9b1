import { deepEqual, equal, match, throws } from 'node:assert/strict'
import { encodeAcknowledgement } from '@sarangbang/shared/api/acknowledgement.ts'
import { test } from 'vitest'
import * as Y from 'yjs'
import type { Delivered } from './deliver.ts'
import { buildTown } from './deliveryTown.ts'
import { findBottlenecks } from './findBottlenecks.ts'
import { hocuspocus } from './languages/hocuspocus.ts'
import { makeReadFrame } from './languages/makeReadFrame.ts'
import { socketIo } from './languages/socketIo.ts'
import { readSyncFrame, sayUpdate } from './languages/yWebsocket.ts'
import { middleOf, runSystems, sayFailures, timesOf } from './runSystems.ts'
import type { System } from './system.ts'
import { makeTally } from './tally.ts'
import { undisturbed } from './undisturbed.ts'

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

const readSync = makeReadFrame(readSyncFrame)

test('a frame of a town brings its one message, and several merged bring all of theirs', () => {
  const { speakers } = buildTown(1, 2, 3)
  const [a, b] = speakers
  const frameOf = (update: Uint8Array | undefined) => Buffer.from(sayUpdate(update ?? new Uint8Array()))
  deepEqual(readSync(frameOf(a?.updates[2])), { kind: 'update', clocks: new Map([[a?.client, 3]]) })
  const both = new Map([
    [a?.client, 1],
    [b?.client, 1],
  ])
  const updates = [a, b].map(speaker => speaker?.updates[0] ?? new Uint8Array())
  deepEqual(readSync(frameOf(Y.mergeUpdates(updates))), { kind: 'update', clocks: both })
  // As the bare loop sends them to who has nothing.
  deepEqual(readSync(Buffer.concat(updates.map(frameOf))), { kind: 'update', clocks: both })
})

test('acknowledgements and the end of a sync are told apart from messages; presence is nothing', () => {
  deepEqual(readSync(Buffer.from(encodeAcknowledgement(new Map([[7, 3]])))), {
    kind: 'kept',
    clocks: new Map([[7, 3]]),
  })
  equal(readSync(Buffer.from([0, 1, 2, 0, 0])).kind, 'synced')
  equal(readSync(Buffer.from([0, 0, 1, 0])).kind, 'other')
  equal(readSync(Buffer.from([1, 1, 0])).kind, 'other')
})

test('who speaks to hocuspocus hears the same behind the name of the document', () => {
  const [speaker] = buildTown(1, 1, 1).speakers
  if (!speaker) throw new Error('an empty town')
  const [frame] = hocuspocus.say(speaker, speaker.updates[0] ?? new Uint8Array(), 0)
  const hear = hocuspocus.makeListen()(speaker, 'nothing')
  deepEqual(hear(Buffer.from(frame as Uint8Array), true), { kind: 'update', clocks: new Map([[speaker.client, 1]]) })
})

test('socket.io: who connects says what it has, a ping is answered, and an answer means kept', () => {
  const [speaker] = buildTown(1, 1, 2).speakers
  if (!speaker) throw new Error('an empty town')
  const hear = socketIo.makeListen()(speaker, 'everything')
  const text = (words: string) => hear(Buffer.from(words), false)
  deepEqual(text('0{"sid":"x"}'), { kind: 'question', answer: `40{"room":"${speaker.document}","has":2}` })
  deepEqual(text('2'), { kind: 'question', answer: '3' })
  deepEqual(text('431[]'), { kind: 'kept', clocks: new Map([[speaker.client, 2]]) })
  equal(text('42["synced"]').kind, 'synced')
  equal(text('451-["message",{"_placeholder":true,"num":0}]').kind, 'other')
  equal(hear(Buffer.from(speaker.updates[1] ?? []), true).kind, 'update')
})

test('a system that fails is told, is not tried again, and stops nobody', async () => {
  const tried: string[] = []
  const named = (name: string): System => ({ name, program: new URL('file:///'), language: socketIo })
  const outcomes = await runSystems([named('a'), named('b')], 2, async ({ name }) => {
    tried.push(name)
    if (name === 'a') throw new Error('no disk')
    return 7
  })
  deepEqual(tried, ['a', 'b', 'b'])
  match(sayFailures('Flood', outcomes).join(), /Flood: a failed.*no disk/)
  const [a, b] = [...outcomes.keys()]
  if (!a || !b) throw new Error('systems got lost')
  equal(middleOf(outcomes, b, Number), 7)
  equal(timesOf(outcomes, b, a, Number), Number.NaN)
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
  findBottlenecks({ name: 'flood', perSecond }, new Map([[{ name: 'raw' }, { ok: true, rounds: [run(part)] }]])).join()

test('a full generator beside a relay that is not is called the bottleneck', () => {
  match(sayOf(null, { generatorCores: 0.97, relayCores: 0.6 }), /raw: the generator was the bottleneck/)
  equal(sayOf(null, { generatorCores: 0.97, relayCores: 1.3 }), '')
  equal(sayOf(null, {}), '')
})

test('messages that left late are told where there was a time to leave', () => {
  match(sayOf(200, { lateMs: 60 }), /sent late\*\* by up to 60 ms/)
  equal(sayOf(200, { lateMs: 5 }), '')
})

test('a round in which the generator left late is run again, and the least late of three counts', async () => {
  const roundsOf = (lateMs: readonly number[]) => {
    const left = lateMs.map(each => run({ lateMs: each }))
    return { left, next: async () => left.shift() ?? run({}) }
  }
  const onTime = roundsOf([60, 1, 0])
  equal((await undisturbed(onTime.next)).lateMs, 1)
  equal(onTime.left.length, 1)
  equal((await undisturbed(roundsOf([60, 90, 30, 0]).next)).lateMs, 30)
})
