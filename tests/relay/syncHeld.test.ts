import { equal, ok } from 'node:assert/strict'
import { alice, bob, openMember } from '@sarangbang/shared/room/logMember.fixture.ts'
import { splitUpdate } from '@sarangbang/shared/room/splitUpdate.ts'
import type { UpdateStruct } from '@sarangbang/shared/room/updateStruct.ts'
import { writeUpdate } from '@sarangbang/shared/room/writeUpdate.ts'
import { test } from 'vitest'
import { restFrames, syncFrame, syncUpdate } from '../../client/src/replica/link/syncFrames.ts'
import { codeName, until, type SyncRelay } from './syncFixture.ts'
import { makeSyncScene } from './syncScene.ts'

/** What waits at the relay for the proofs of tombstones. */

const { start, join, raw } = makeSyncScene()

test('[C3] a relay that lost a month of 9 MB, whose first message was erased at its end, gets it back', async () => {
  const relay = await start()
  const a = openMember(alice)
  const first = a.say('to be erased')
  for (let n = 0; n < 150; n++) a.say(`${n}`.padEnd(60_000, 'x'))
  a.erase(first)
  const bringer = await raw(relay, alice)
  let code = 0
  void bringer.closed.then(closed => (code = closed))
  const frames = restFrames(a.log, Uint8Array.of(0))
  const bytes = frames.reduce((sum, frame) => sum + frame.length, 0)
  ok(bytes > 9_000_000, 'all of it lies between the tombstone and its proof')
  for (const frame of frames) bringer.socket.send(frame)
  const reader = join(relay, bob)
  await until('all of it, or a refusal', () => code !== 0 || reader.count() === 151)
  equal(codeName(code), '0')
  equal(relay.lines.filter(({ level }) => level === 'warn').length, 0)
})

/** Held until somebody shows who erased what never was. */
const tombstones = (count: number): Uint8Array => {
  const client = 2 ** 51
  const structs = Array.from({ length: count }, (_, clock): UpdateStruct => {
    const origin = clock > 0 ? { client, clock: clock - 1 } : null
    return { client, clock, length: 1, origin, rightOrigin: null, content: null }
  })
  return syncFrame(syncUpdate, writeUpdate(new Map([[client, structs]])))
}
const holdAt = async (relay: SyncRelay, count: number) => {
  const socket = await raw(relay, bob)
  socket.socket.send(tombstones(count))
  return socket
}

test('[O2] with many sockets an account has no more held than with one, and the others’ backlogs wait beside it', async () => {
  const MiB = 1024 * 1024
  const relay = await start({ limits: { heldBytes: 4 * MiB, heldBytesOfAccount: 4 * MiB, heldBytesOfRelay: 6 * MiB } })
  const a = openMember(alice)
  a.erase(a.say('secret'))
  // One struct each: the tombstone, and the erasure that proves it.
  const pieces = splitUpdate(a.log, Uint8Array.of(0), 1).map(piece => syncFrame(syncUpdate, piece))
  equal(pieces.length, 2)
  const honest = await raw(relay, alice)
  honest.socket.send(pieces[0] ?? '')
  // 77 bytes counted for each: 1.5 MB a socket, of which two fit.
  const attackers = []
  for (let n = 0; n < 4; n++) attackers.push(await holdAt(relay, 20_000))
  const codes: number[] = []
  for (const { closed } of attackers) void closed.then(code => codes.push(code))
  await until('those beyond the bound are gone', () => codes.length === 2)
  equal(codes.map(codeName).join(), 'overload,overload')
  honest.socket.send(pieces[1] ?? '')
  const reader = join(relay, bob)
  await until('the honest backlog', () => reader.count() === 1)
})
