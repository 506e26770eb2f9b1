import { toBase64url } from '@sarangbang/shared/crypto/base64url.ts'
import { epochIdOf } from '@sarangbang/shared/crypto/roomKey.ts'
import { sealMarker } from '@sarangbang/shared/crypto/readMarker.ts'
import { ok } from '@sarangbang/shared/result.ts'
import { alice, seededBytes } from '@sarangbang/shared/room/logMember.fixture.ts'
import { expect, test } from 'vitest'
import { markerToSet } from './markerToSet.ts'
import { queueMarker } from './queueMarker.ts'
import { aliceAndBob, makeFakeKeyring } from './roomBench.fixture.ts'

const room = aliceAndBob.id
const key = seededBytes('key')(32)
const epoch = epochIdOf(key)
const sealedAt = (ms: number): string =>
  toBase64url(
    sealMarker({
      room,
      marker: { upTo: { ms, counter: 0 } },
      epoch,
      key,
      signing: alice.signing,
      randomBytes: seededBytes(`${ms}`),
    }),
  )
const early = Date.UTC(2026, 4, 1)
const late = Date.UTC(2026, 4, 2)

const ask = async (mineMs: number | null, relayMs: number | null) => {
  const keyring = makeFakeKeyring()
  await keyring.add({ epoch, room, key, author: alice.account, createdMs: 0, recipients: [] })
  const mine = mineMs === null ? undefined : { upTo: { ms: mineMs, counter: 0 }, sealed: sealedAt(mineMs) }
  const atRelay = relayMs === null ? undefined : { account: alice.account, version: 3, sealed: sealedAt(relayMs) }
  // One record is asked for here, and it is this one.
  const records = { get: async () => ok(mine as never) }
  return markerToSet({ me: alice.account, room, atRelay, records, keyring })
}

test('[C4] a marker is never moved back by a device that read less, nor told twice', async () => {
  expect(await ask(early, late)).toEqual(ok(null))
  expect(await ask(late, late)).toEqual(ok(null))
  expect(await ask(null, early)).toEqual(ok(null))
})

test('[C4] a marker further than the relay’s replaces just that version, and the first replaces none', async () => {
  expect(await ask(late, early)).toEqual(ok({ replaces: 3, sealed: sealedAt(late) }))
  expect(await ask(late, null)).toEqual(ok({ replaces: 0, sealed: sealedAt(late) }))
})

test('[C4] a marker that moves while an earlier one is being told is told after it', async () => {
  const keys: string[] = []
  const outbox = {
    put: async (name: string) => {
      if (!keys.includes(name)) keys.push(name)
      return ok(undefined)
    },
  }
  await queueMarker(outbox, room, 0)
  // The first is under way, its marker already read; then reading goes on.
  const [underWay] = keys
  await queueMarker(outbox, room, 1)
  expect(keys.filter(name => name !== underWay)).toHaveLength(1)
  // The first is done, the second under way.
  keys.shift()
  await queueMarker(outbox, room, 2)
  expect(keys).toHaveLength(2)
})
