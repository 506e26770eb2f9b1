import * as Y from 'yjs'
import { describe, expect, test } from 'vitest'
import { verifySignature } from '../crypto/verifySignature.ts'
import type { LogChange } from './documentLog.ts'
import { alice, bob, head, livePlaces, month, openMember, sealed, vandal, type LogMember } from './logMember.fixture.ts'
import { openDocumentLog } from './openDocumentLog.ts'
import { readUpdate } from './readUpdate.ts'
import { writeUpdate } from './writeUpdate.ts'

const admit = async (reader: LogMember, update: Uint8Array): Promise<LogChange> => {
  const admitted = await reader.log.admit(update, 'test')
  if (!admitted.ok) throw new Error(JSON.stringify(admitted.error))
  return admitted.value
}
const sync = (from: LogMember, to: LogMember) => admit(to, from.update(to))

describe('honest writing', () => {
  test('whole and incremental updates arrive, each change told once', async () => {
    const [a, b, reader] = [openMember(alice), openMember(bob), openMember(bob)]
    const told: LogChange[] = []
    reader.log.observe(change => told.push(change))
    a.say('1')
    a.say('2')
    b.say('3')
    expect((await sync(a, reader)).added).toHaveLength(2)
    expect((await sync(b, reader)).added).toHaveLength(1)
    await sync(a, b)
    b.say('4')
    expect((await sync(b, reader)).added).toHaveLength(1)
    expect(told.map(change => [change.added.length, change.origin])).toEqual([2, 1, 1].map(n => [n, 'test']))
    expect(livePlaces(reader)).toEqual(livePlaces(b))
  })

  test('the same update again changes and tells nothing', async () => {
    const [a, b] = [openMember(alice), openMember(bob)]
    a.say('1')
    await sync(a, b)
    const told: LogChange[] = []
    b.log.observe(change => told.push(change))
    expect(await admit(b, a.update())).toEqual({ added: [], erased: [], origin: 'test' })
    expect(told).toEqual([])
  })

  test('an update that builds on what is not here names it and leaves nothing pending', async () => {
    const [a, b] = [openMember(alice), openMember(bob)]
    a.say('1')
    const state = Y.encodeStateVector(a.log.doc)
    a.say('2')
    const late = Y.encodeStateAsUpdate(a.log.doc, state)
    expect(await b.log.admit(late, 'test')).toEqual({
      ok: false,
      error: { kind: 'missing-dependency', client: a.log.doc.clientID, clock: 0 },
    })
    expect([b.log.doc.store.pendingStructs, b.log.doc.store.clients.size]).toEqual([null, 0])
    await sync(a, b)
    expect(livePlaces(b)).toEqual(livePlaces(a))
  })

  test('updates queue: an update that arrives while signatures are verified waits for what came before it', async () => {
    const slow = openMember(bob, month, { verify: async (...signed) => verifySignature(...signed) })
    const a = openMember(alice)
    const updates: Uint8Array[] = []
    a.log.doc.on('update', update => updates.push(update))
    for (const text of ['1', '2', '3']) a.say(text)
    const admitted = await Promise.all(updates.map(update => slow.log.admit(update, 'test')))
    expect(admitted.map(result => result.ok)).toEqual([true, true, true])
    expect(livePlaces(slow)).toEqual(livePlaces(a))
  })

  test('own writing during verification is kept, and the update still applies', async () => {
    let release = (): void => {}
    const gate = new Promise<void>(resolve => (release = resolve))
    const verify = async (...signed: Parameters<typeof verifySignature>) => (await gate, verifySignature(...signed))
    const [a, slow] = [openMember(alice), openMember(bob, month, { verify })]
    a.say('1')
    const admitted = slow.log.admit(a.update(), 'test')
    slow.say('mine')
    release()
    expect((await admitted).ok).toBe(true)
    expect(slow.log.envelopes()).toHaveLength(2)
  })
})

describe('erasing', () => {
  test('a live receiver forgets the content, and tells it in the same change as the erasure', async () => {
    const [a, b] = [openMember(alice), openMember(bob)]
    const secret = a.say('secret')
    a.say('public')
    await sync(a, b)
    a.erase(secret)
    const change = await sync(a, b)
    expect(change.erased).toEqual([secret])
    expect(change.added.map(envelope => envelope.kind)).toEqual(['erase'])
    expect(livePlaces(b)).toEqual(livePlaces(a))
    expect(b.log.doc.store.clients.get(a.log.doc.clientID)?.[0]).toMatchObject({ content: { len: 1 } })
  })

  test('a newcomer takes tombstones with their proof', async () => {
    const [a, b, newcomer] = [openMember(alice), openMember(bob), openMember(vandal)]
    a.erase(a.say('secret'))
    await sync(a, b)
    await sync(b, newcomer)
    expect(livePlaces(newcomer)).toEqual(livePlaces(a))
  })

  test('an erasure that comes before its target deletes it on arrival, and nobody is told of it', async () => {
    const [a, phone, b, reader] = [openMember(alice), openMember(alice), openMember(bob), openMember(bob)]
    const secret = a.say('secret')
    await sync(a, b)
    phone.erase(secret)
    await sync(phone, reader)
    let transactions = 0
    reader.log.doc.on('update', () => transactions++)
    const change = await sync(b, reader)
    expect([change.added, transactions]).toEqual([[], 1])
    expect(livePlaces(reader)).toEqual(livePlaces(phone))
  })

  test('no erasure and no epoch can be erased, or tombstones would lose their proof', async () => {
    const [a, b] = [openMember(alice, head), openMember(bob, head)]
    const [said, announced] = [a.say('title'), a.announceEpoch()]
    const erasure = a.erase(said)
    a.erase(erasure, announced)
    await sync(a, b)
    for (const member of [a, b]) {
      expect(
        member.log
          .envelopes()
          .map(envelope => envelope.kind)
          .sort(),
      ).toEqual(['epoch', 'erase', 'erase'])
    }
  })

  test('a log opened on a stored document carries out the erasures it finds', async () => {
    const a = openMember(alice)
    const secret = a.say('secret')
    const doc = new Y.Doc()
    Y.applyUpdate(doc, a.update())
    const rows: Uint8Array[] = []
    a.log.doc.on('update', row => rows.push(row))
    a.erase(secret)
    // A store that kept the erase envelope and lost the deletion beside it.
    for (const row of rows) Y.applyUpdate(doc, structsOnly(row))
    expect(doc.getArray('log').length).toBe(2)
    const reopened = openMember(bob, month, { doc })
    expect(livePlaces(reopened)).toEqual(livePlaces(a))
    expect(doc.getArray('log').length).toBe(1)
  })
})

describe('other ways in', () => {
  test('what a store or another tab brings is learnt by the same observer, own writing too', () => {
    const [a, b] = [openMember(alice), openMember(bob)]
    const told: (readonly [number, number, unknown])[] = []
    b.log.observe(change => told.push([change.added.length, change.erased.length, change.origin]))
    const first = a.say('1')
    Y.applyUpdate(b.log.doc, a.update(), 'store')
    b.say('2')
    a.erase(first)
    Y.applyUpdate(b.log.doc, a.update(b), 'tab')
    expect(told).toEqual([
      [1, 0, 'store'],
      [1, 0, 'local'],
      [1, 1, 'tab'],
    ])
    expect(b.log.envelopes()).toHaveLength(2)
    expect(b.problems).toEqual([])
  })

  test('an erasure that a store brings without its deletion is carried out, and told once', () => {
    const [a, b] = [openMember(alice), openMember(bob)]
    const secret = a.say('secret')
    Y.applyUpdate(b.log.doc, a.update(), 'store')
    const told: LogChange[] = []
    b.log.observe(change => told.push(change))
    a.erase(secret)
    Y.applyUpdate(b.log.doc, structsOnly(a.update(b)), 'store')
    expect(told).toMatchObject([{ added: [{ kind: 'erase' }], erased: [secret], origin: 'store' }])
    expect([livePlaces(b), b.log.doc.getArray('log').length]).toEqual([livePlaces(a), 1])
  })

  test('what a store brings that is no envelope of this document is reported and not shown', () => {
    const b = openMember(bob)
    const damaged = new Y.Doc()
    damaged.getArray('log').insert(0, [new Uint8Array([1, 2, 3])])
    Y.applyUpdate(b.log.doc, Y.encodeStateAsUpdate(damaged), 'store')
    expect(b.log.envelopes()).toEqual([])
    expect(b.problems).toMatchObject([{ kind: 'entry-unreadable', refusal: { kind: 'envelope-invalid' } }])
  })

  test('a listener that throws is reported, and neither the others nor the link hear of it', async () => {
    const [a, b] = [openMember(alice), openMember(bob)]
    const told: LogChange[] = []
    b.log.observe(() => {
      throw new Error('a bug')
    })
    b.log.observe(change => told.push(change))
    a.say('1')
    await sync(a, b)
    expect(told).toHaveLength(1)
    expect(b.problems).toMatchObject([{ kind: 'log-threw' }])
  })

  test('several envelopes go in one transaction, at the places their makers were told', () => {
    const [a, told] = [openMember(alice), [] as LogChange[]]
    const stale = a.say('title 1')
    a.log.observe(change => told.push(change))
    const places = a.log.append([1, 2].map(n => place => sealed(alice, place, `${n}`)))
    expect(places.map(place => place.clock)).toEqual([stale.clock + 1, stale.clock + 2])
    expect(told.map(change => change.added.map(envelope => envelope.clock))).toEqual([[1, 2]])
  })

  test('a maker that returns no envelope of its place writes nothing at all', () => {
    const a = openMember(alice)
    expect(() => a.log.append([place => sealed(alice, place), place => sealed(vandal, place)])).toThrow('place-invalid')
    expect(a.log.doc.store.clients.size).toBe(0)
  })

  test('a log opened without an author refuses to write', () => {
    const log = openDocumentLog({ name: month, verify: verifySignature })
    expect(() => log.append([])).toThrow('without an author')
    expect([log.session, log.author]).toEqual([null, null])
  })
})

/** An update without its delete set; of each client only the structs from the nth up to another. */
const structsOnly = (update: Uint8Array, from = 0, to = Number.POSITIVE_INFINITY): Uint8Array => {
  const read = readUpdate(update)
  if (!read.ok) throw new Error(read.error.kind)
  return writeUpdate(new Map([...read.value.structs].map(([client, list]) => [client, list.slice(from, to)])))
}
