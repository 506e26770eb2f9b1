import { equal, ok } from 'node:assert/strict'
import { restFrames, syncFrame, syncUpdate } from '@sarangbang/client/src/replica/link/syncFrames.ts'
import { alice, bob, openMember, type LogMember } from '@sarangbang/shared/room/logMember.fixture.ts'
import { splitUpdate } from '@sarangbang/shared/room/splitUpdate.ts'
import { test } from 'vitest'
import * as Y from 'yjs'
import { nestedDocuments } from '../../relay/src/sync/nestedDocuments.fixture.ts'
import { turnBlocks } from '../../relay/src/sync/turnBlocks.fixture.ts'
import { codeName, until, type Client } from './syncFixture.ts'
import { makeSyncScene } from './syncScene.ts'

const { start, join, raw } = makeSyncScene()
const nothing = Uint8Array.of(0)

const ourFrames = ({ log }: LogMember): readonly Uint8Array[] => restFrames(log, nothing)
const olderFrames = ({ log }: LogMember): readonly Uint8Array[] =>
  splitUpdate(log, nothing).map(piece => syncFrame(syncUpdate, turnBlocks(piece)))

/** How many entries the relay says it has on its disk, all of them hers. */
const keptOf = ({ kept }: Client): number => [...kept.values()].reduce((sum, next) => sum + next, 0)

test.each([
  ['as our own links write it', ourFrames],
  ['with its clients in another order', olderFrames],
])(
  '[C3, C1] what two devices bring back at once, of several sessions, is all there and kept: %s',
  async (_, framesOf) => {
    // A round's frames wait for each other: after the first word the document admits nothing for a while.
    const relay = await start({ limits: { admitEveryMs: 100 } })
    const reader = join(relay, alice, { ack: true })
    await until('synced', () => reader.provider.synced)
    const [hers, his] = [await raw(relay, alice), await raw(relay, bob)]
    for (let round = 1; round <= 3; round++) {
      // While the relay was away his device heard two of her sessions from hers, and she wrote on another device.
      const [one, two, device, other] = [openMember(alice), openMember(alice), openMember(bob), openMember(alice)]
      for (const session of [one, two]) {
        for (let n = 0; n < 3; n++) session.say(`message ${n}`)
        ok((await device.log.admit(session.update(), 'link')).ok)
      }
      other.say('from another device')
      reader.say('now')
      for (const frame of framesOf(device)) his.socket.send(frame)
      for (const frame of framesOf(other)) hers.socket.send(frame)
      await until(`all of round ${round}`, () => reader.count() === 8 * round && keptOf(reader) === 8 * round)
    }
  },
)

test('[O2] updates full of nested documents hold nobody up: nothing but our own reader sees them', async () => {
  const update = nestedDocuments(300_000, 1)
  // What Yjs takes to look at one of them once, here and now.
  let began = performance.now()
  Y.parseUpdateMeta(update)
  const onceMs = performance.now() - began
  const relay = await start()
  const victim = join(relay, alice, { ack: true })
  victim.say('before')
  await until('kept', () => victim.kept.get(victim.log.doc.clientID) === 1)
  const attackers = [await raw(relay, bob), await raw(relay, bob), await raw(relay, bob), await raw(relay, bob)]
  began = performance.now()
  for (const { socket } of attackers) socket.send(syncFrame(syncUpdate, update))
  victim.say('meanwhile')
  await until('kept', () => victim.kept.get(victim.log.doc.clientID) === 2)
  const busyMs = performance.now() - began
  for (const { closed } of attackers) equal(codeName(await closed), 'refused')
  ok(busyMs < onceMs, `${Math.round(busyMs)} ms, and Yjs takes ${Math.round(onceMs)} ms for one`)
})
