import { expect, test } from 'vitest'
import { verifySignature } from '../crypto/verifySignature.ts'
import type { LogChange } from './documentLog.ts'
import { heldCosts } from './heldUpdates.ts'
import { alice, bob, livePlaces, month, openMember } from './logMember.fixture.ts'
import { openDocumentLog } from './openDocumentLog.ts'
import { readUpdate } from './readUpdate.ts'
import { writeUpdate } from './writeUpdate.ts'

test('a tombstone that comes before its proof changes nothing until then, whatever follows it by the same link', async () => {
  const [a, b, reader] = [openMember(alice), openMember(bob), openMember(bob)]
  const secret = a.say('secret')
  a.say('public')
  const link = {}
  const other = a.log.doc.clientID
  a.erase(secret)
  const told: LogChange[] = []
  reader.log.observe(change => told.push(change))
  const [tombstone, rest] = [structsOnly(a.update(), 0, 1), structsOnly(a.update(), 1, 2)]
  for (const update of [tombstone, rest]) {
    expect(await reader.log.admit(update, link)).toEqual({
      ok: true,
      value: { added: [], erased: [], origin: link, isHeld: true },
    })
  }
  expect([reader.log.doc.store.clients.has(other), told]).toEqual([false, []])
  b.say('meanwhile, by another link')
  await reader.log.admit(b.update(), 'another link')
  const admitted = await reader.log.admit(structsOnly(a.update(), 2, 3), link)
  expect(admitted).toMatchObject({ ok: true, value: { added: [{ kind: 'sealed' }, { kind: 'erase' }] } })
  await a.log.admit(b.update(a), 'another link')
  expect(livePlaces(reader)).toEqual(livePlaces(a))
})

test('the proof may also come by another link; then the next update of the first lets go of what was held', async () => {
  const [a, reader] = [openMember(alice), openMember(bob)]
  a.erase(a.say('secret'))
  const link = {}
  await reader.log.admit(structsOnly(a.update(), 0, 1), link)
  await reader.log.admit(a.update(reader), 'another link')
  a.say('next')
  expect(await reader.log.admit(a.update(reader), link)).toMatchObject({ value: { added: [{ kind: 'sealed' }] } })
  expect(livePlaces(reader)).toEqual(livePlaces(a))
})

test('a link that begins again repeats what is held, at no cost, and what has no link to wait for is refused', async () => {
  const [a, reader] = [openMember(alice), openMember(bob)]
  a.erase(a.say('secret'))
  const [link, tombstone] = [{}, structsOnly(a.update(), 0, 1)]
  const told: number[] = []
  const mayHold = (of: unknown, bytes: number): boolean => of === link && told.push(bytes) > 0
  const log = openDocumentLog({ name: month, verify: verifySignature, mayHold })
  for (let n = 0; n < 5; n++) expect(await log.admit(tombstone, link)).toMatchObject({ ok: true })
  expect(await log.admit(a.update(), link)).toMatchObject({ value: { added: [{ kind: 'erase' }] } })
  expect(new Set(told)).toEqual(new Set([tombstone.length + heldCosts.update + heldCosts.struct + heldCosts.run, 0]))
  expect(told.at(-1)).toBe(0)
  expect(await reader.log.admit(tombstone, link, null)).toMatchObject({ error: { kind: 'tombstone-unproven' } })
  expect(await reader.log.admit(tombstone, 'many senders', link)).toMatchObject({ ok: true })
  expect(await reader.log.admit(a.update(), 'one sender', link)).toMatchObject({
    value: { added: [{ kind: 'erase' }] },
  })
})

test('what waits for a proof too long is refused and let go of', async () => {
  const a = openMember(alice)
  const secret = a.say('secret')
  for (let n = 0; n < 10; n++) a.say(`${n}`)
  a.erase(secret)
  const log = openDocumentLog({ name: month, verify: verifySignature, mayHold: (_, bytes) => bytes <= 4000 })
  const kinds: string[] = []
  for (let n = 0; n < 11; n++) {
    const admitted = await log.admit(structsOnly(a.update(), n, n + 1), 'link')
    kinds.push(admitted.ok ? 'held' : admitted.error.kind)
  }
  expect(kinds.filter(kind => kind === 'tombstone-unproven')).toHaveLength(1)
  expect(kinds.at(-1)).toBe('missing-dependency')
  expect(await log.admit(a.update(), 'link')).toMatchObject({ ok: true })
  expect(log.envelopes()).toHaveLength(11)
})

/** An update without its delete set; of each client only the structs from the nth up to another. */
const structsOnly = (update: Uint8Array, from = 0, to = Number.POSITIVE_INFINITY): Uint8Array => {
  const read = readUpdate(update)
  if (!read.ok) throw new Error(read.error.kind)
  return writeUpdate(new Map([...read.value.structs].map(([client, list]) => [client, list.slice(from, to)])))
}
