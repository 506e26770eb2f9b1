import { deepEqual, equal } from 'node:assert/strict'
import { alice, bob, openMember } from '@sarangbang/shared/room/logMember.fixture.ts'
import { test } from 'vitest'
import * as Y from 'yjs'
import { month, until } from './syncFixture.ts'
import { makeSyncScene } from './syncScene.ts'

const { start, join } = makeSyncScene()

test('acknowledgements go to who asked and wrote, on every device of theirs, and once whole to who comes later', async () => {
  const relay = await start()
  const a = join(relay, alice, { ack: true })
  const phone = join(relay, alice, { ack: true, session: 's3' })
  const b = join(relay, bob, { ack: true })
  const unasked = join(relay, bob, { session: 's4' })
  const types = new Set<number>()
  unasked.provider.once('status', () =>
    unasked.provider.ws?.addEventListener('message', ({ data }) => types.add(new Uint8Array(data)[0] ?? -1)),
  )
  const [ofAlice, ofBob] = [a.log.doc.clientID, b.log.doc.clientID]
  await until('all synced', () => [a, phone, b, unasked].every(({ provider }) => provider.synced))
  a.say('hello')
  await until('kept and there', () => b.count() === 1 && a.kept.has(ofAlice) && phone.kept.has(ofAlice))
  b.say('answer')
  await until('kept', () => b.kept.has(ofBob) && a.count() === 2 && unasked.count() === 2)
  deepEqual([...b.kept.keys()], [ofBob])
  deepEqual([...a.kept.keys()], [ofAlice])
  equal(types.has(100), false)
  const c = join(relay, alice, { ack: true, session: 's2' })
  await until('the whole vector', () => c.kept.size === 2)
})

test('what somebody else brought is acknowledged to its author', async () => {
  const relay = await start()
  const a = join(relay, alice, { ack: true })
  await until('synced', () => a.provider.synced)
  // Bob has it from a device of Alice's that never met the relay.
  const away = openMember(alice, month)
  away.say('from another device')
  const member = openMember(bob, month)
  Y.applyUpdate(member.log.doc, Y.encodeStateAsUpdate(away.log.doc))
  join(relay, bob, { member })
  await until('kept', () => a.kept.has(away.log.doc.clientID))
})
