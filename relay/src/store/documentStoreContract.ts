import { deepEqual, equal, ok, rejects } from 'node:assert/strict'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { headName, monthName, type DocumentName, type Month } from '@sarangbang/shared/room/documentName.ts'
import { afterEach, beforeEach, describe, test } from 'vitest'
import type { DocumentStore } from './documentStore.ts'

/** One store and a way to see it as it is after a restart. */
export interface StoreUnderTest {
  readonly store: DocumentStore
  reopen(): Promise<DocumentStore>
  close(): Promise<void>
}

const room = 'AAAAAAAAAAAAAAAAAAAAAA' as RoomId
const otherRoom = 'BBBBBBBBBBBBBBBBBBBBBB' as RoomId
const head = headName(room)
const month = monthName(room, '2026-11' as Month)
const elsewhere = headName(otherRoom)
const update = (document: DocumentName, text: string, erases = false) => ({
  document,
  bytes: Buffer.from(text),
  erases,
})

/** What every document store holds to: run over each implementation. */
export const documentStoreContract = (name: string, open: () => Promise<StoreUnderTest>): void => {
  describe(`document store: ${name}`, () => {
    let under: StoreUnderTest
    let store: DocumentStore
    beforeEach(async () => {
      under = await open()
      store = under.store
    })
    afterEach(() => under.close())
    const texts = async (from: DocumentStore, document: DocumentName) =>
      (await from.load(document)).updates.map(bytes => Buffer.from(bytes).toString())

    test('[C1] what append resolved for is there after a restart, in order', async () => {
      const positions = await store.append([update(head, 'a'), update(month, 'b'), update(head, 'c')])
      equal(positions.length, 3)
      ok(positions.every((position, i) => i === 0 || position > (positions[i - 1] ?? 0)))
      const again = await under.reopen()
      deepEqual(await texts(again, head), ['a', 'c'])
      deepEqual(await texts(again, month), ['b'])
      equal((await again.load(head)).position, positions[2])
    })

    test('a document nobody wrote to is empty, at position 0, and not among the positions', async () => {
      deepEqual(await store.load(head), { updates: [], position: 0, holdsErased: false })
      deepEqual(await store.positions(room), [])
    })

    test('a batch is kept whole or not at all', async () => {
      await store.append([update(month, 'before')])
      await rejects(store.append([update(head, 'a'), update('no document' as DocumentName, 'b')]))
      deepEqual(await texts(store, head), [])
      // Whatever was remembered of the failed batch must not leak into the next one.
      await store.append([update(head, 'a'), update(month, 'b')])
      deepEqual(await texts(store, head), ['a'])
      deepEqual(await texts(store, month), ['before', 'b'])
    })

    test('a snapshot takes the place and the position of what it replaces; what came later stays', async () => {
      const [, second = 0, third] = await store.append([update(head, 'a'), update(head, 'b'), update(head, 'c')])
      await store.replace(head, Buffer.from('ab'), second)
      deepEqual(await texts(store, head), ['ab', 'c'])
      equal((await store.load(head)).position, third)
      await store.replace(head, Buffer.from('abc'), third ?? 0)
      deepEqual(await store.positions(room), [{ name: head, position: third }])
      const [fourth = 0] = await store.append([update(head, 'd')])
      ok(fourth > (third ?? 0))
      deepEqual(await texts(await under.reopen(), head), ['abc', 'd'])
    })

    test('[C5] erased bytes are remembered until a snapshot covers them', async () => {
      const [first = 0, second = 0] = await store.append([update(head, 'a'), update(head, 'b', true)])
      deepEqual(await store.holdingErased(), [head])
      equal((await (await under.reopen()).load(head)).holdsErased, true)
      await store.replace(head, Buffer.from('a'), first)
      deepEqual(await store.holdingErased(), [head])
      await store.replace(head, Buffer.from('ab'), second)
      deepEqual(await store.holdingErased(), [])
      equal(await store.scrub(), true)
    })

    test('positions are those of one room', async () => {
      const [a, b, , d] = await store.append([
        update(month, 'a'),
        update(head, 'b'),
        update(elsewhere, 'c'),
        update(month, 'd'),
      ])
      ok(a)
      deepEqual(await store.positions(room), [
        { name: head, position: b },
        { name: month, position: d },
      ])
    })

    test('a deleted room leaves nothing, and may be written to again', async () => {
      const [, , last = 0] = await store.append([update(head, 'a'), update(elsewhere, 'b'), update(month, 'c')])
      await store.deleteRoom(room)
      deepEqual(await store.positions(room), [])
      deepEqual(await texts(store, elsewhere), ['b'])
      const [next = 0] = await store.append([update(head, 'anew')])
      ok(next > last, 'a position is never given twice')
      deepEqual(await texts(store, head), ['anew'])
    })
  })
}
