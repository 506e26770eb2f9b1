import { memoryUsage } from 'node:process'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import type { SessionNonce } from '../crypto/ids.ts'
import { bytesToId } from '../crypto/idToBytes.ts'
import { month, openMember, seededBytes, vandal } from './logMember.fixture.ts'
import { openDocumentLog } from './openDocumentLog.ts'
import { readUpdate } from './readUpdate.ts'
import type { StructId, UpdateStruct } from './updateStruct.ts'
import { writeUpdate } from './writeUpdate.ts'

const collect = (): void => {
  setFlagsFromString('--expose-gc')
  const gc: unknown = runInNewContext('gc')
  if (typeof gc !== 'function') throw new Error('no collector')
  for (let n = 0; n < 2; n++) gc()
}
const memoryBytes = (): number => {
  collect()
  const { heapUsed, arrayBuffers } = memoryUsage()
  return heapUsed + arrayBuffers
}
/** What the runtime keeps for itself on the way, however much is held: 0.6 MB measured. */
const runtimeBytes = 1024 * 1024
/** A client that never was. */
const nobody = 2 ** 51
const tombstone = ({ client, clock }: StructId): UpdateStruct => ({
  client,
  clock,
  length: 1,
  origin: clock > 0 ? { client, clock: clock - 1 } : null,
  rightOrigin: null,
  content: null,
})
const perUpdate = 10_000
const counted = Array.from({ length: perUpdate }, (_, n) => n)
const sessions = seededBytes('sessions')

/** Each names the nth update; nothing proves the tombstones of any. */
const attacks: Record<string, { readonly updates: number; readonly make: (nth: number) => Uint8Array }> = {
  'four bytes each': {
    updates: 5,
    make: nth =>
      writeUpdate(new Map([[nobody, counted.map(n => tombstone({ client: nobody, clock: nth * perUpdate + n }))]])),
  },
  'each of a client of its own': {
    updates: 2,
    make: nth =>
      writeUpdate(
        new Map(
          counted.map(n => nobody + nth * perUpdate + n).map(client => [client, [tombstone({ client, clock: 0 })]]),
        ),
      ),
  },
  'one an update': {
    updates: 2000,
    make: nth => writeUpdate(new Map([[nobody, [tombstone({ client: nobody, clock: nth })]]])),
  },
  'the first behind erasures of places that never were': {
    updates: 10,
    make: nth => {
      const targets = Array.from({ length: 1000 }, (_, clock) => ({
        session: bytesToId<SessionNonce>(sessions(8)),
        clock,
      }))
      const eraser = openMember(vandal)
      eraser.erase(...targets)
      const read = readUpdate(eraser.update())
      if (!read.ok) throw new Error(read.error.kind)
      return writeUpdate(new Map([...read.value.structs, [nobody, [tombstone({ client: nobody, clock: nth })]]]))
    },
  },
}

test.each(Object.entries(attacks))(
  '[O2] unproven tombstones, %s, take no more memory while they are held than is counted for them',
  async (_, { updates, make }) => {
    let countedBytes = 0
    const mayHold = (_link: unknown, bytes: number): boolean => (countedBytes = bytes) > 0
    const log = openDocumentLog({ name: month, verify: () => true, mayHold })
    const link = {}
    // What is made at the first, the maps, is not of the updates.
    await log.admit(make(0), link)
    const [atFirstBytes, beforeBytes] = [countedBytes, memoryBytes()]
    for (let nth = 1; nth <= updates; nth++) {
      const update = make(nth)
      expect(await log.admit(update, link)).toMatchObject({ ok: true, value: { isHeld: true } })
    }
    const tookBytes = memoryBytes() - beforeBytes
    expect(tookBytes).toBeLessThan(countedBytes - atFirstBytes + runtimeBytes)
    expect(log.doc.store.clients.size).toBe(0)
  },
)
