import { createPublicKey, verify as verifyNative } from 'node:crypto'
import type { EnvelopePlace } from '@sarangbang/shared/crypto/envelope.ts'
import { makeVerifySignature } from '@sarangbang/shared/crypto/makeVerifySignature.ts'
import { alice, bob, head, livePlaces, month, openMember } from '@sarangbang/shared/room/logMember.fixture.ts'
import type { LogMember } from '@sarangbang/shared/room/logMember.fixture.ts'
import { splitUpdate } from '@sarangbang/shared/room/splitUpdate.ts'
import * as fc from 'fast-check'
import * as Y from 'yjs'
import { expect, test } from 'vitest'

/** Ed25519 keys in the form OpenSSL reads: a fixed prefix (RFC 8410) and the 32 bytes. */
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex')
const verify = makeVerifySignature((signature, message, publicKey) => {
  const key = createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: 'der', type: 'spki' })
  return verifyNative(null, message, key, signature)
})

type Step =
  | { readonly kind: 'say'; readonly who: number }
  | { readonly kind: 'erase'; readonly who: number; readonly which: number }
  | { readonly kind: 'sync'; readonly from: number; readonly to: number; readonly maxBytes: number | null }
  /** Live updates written since the last delivery reach somebody: reordered, some lost, some twice. */
  | { readonly kind: 'deliver'; readonly to: number; readonly order: readonly number[] }
  | { readonly kind: 'partialSync'; readonly from: number; readonly to: number; readonly pieces: number }

const who = fc.nat(4)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('say'), who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('erase'), who, which: fc.nat() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('sync'),
      from: who,
      to: who,
      maxBytes: fc.constantFrom(null, 300, 900, 5000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('deliver'), to: who, order: fc.array(fc.nat(), { maxLength: 12 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('partialSync'),
      from: who,
      to: who,
      pieces: fc.integer({ min: 1, max: 3 }),
    }),
  },
)

const stateOf = (member: LogMember): Uint8Array => Y.encodeStateVector(member.log.doc)

const keyOf = ({ session, clock }: EnvelopePlace): string => `${session}:${clock}`

test.each([month, head])(
  '[C3] replicas of %s that meet in any order and any pieces end with the same set',
  async name => {
    const seen = { erased: 0, missing: 0, partial: 0 }
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 5 }),
        fc.array(step, { minLength: 20, maxLength: 80, size: 'max' }),
        async (count, steps) => {
          const members = Array.from({ length: count }, (_, n) =>
            openMember(n % 2 === 0 ? alice : bob, name, { verify }),
          )
          const member = (n: number): LogMember => members[n % count] as LogMember
          const said = members.map((): EnvelopePlace[] => [])
          const erased = new Set<string>()
          const air: Uint8Array[] = []
          for (const { log } of members) log.doc.on('update', update => void air.push(update))
          const take = async (to: LogMember, update: Uint8Array, link: object): Promise<void> => {
            const admitted = await to.log.admit(update, link)
            if (admitted.ok) seen.erased += admitted.value.erased.length
            else if (admitted.error.kind === 'missing-dependency') seen.missing++
            else throw new Error(`refused an honest update: ${JSON.stringify(admitted.error)}`)
          }
          const sync = async (
            from: LogMember,
            to: LogMember,
            maxBytes: number | null,
            limit = Number.POSITIVE_INFINITY,
          ) => {
            if (maxBytes === null) return take(to, from.update(to), {})
            const link = {}
            const pieces = splitUpdate(from.log, stateOf(to), maxBytes)
            if (pieces.length > limit) seen.partial++
            for (const piece of pieces.slice(0, limit)) {
              const admitted = await to.log.admit(piece, link)
              expect(admitted).toMatchObject({ ok: true })
            }
          }
          for (const [at, one] of steps.entries()) {
            if (one.kind === 'say') said[one.who % count]?.push(member(one.who).say(`message ${at}`))
            else if (one.kind === 'erase') {
              const own = said[one.who % count] ?? []
              const target = own[one.which % own.length]
              if (!target) continue
              member(one.who).erase(target)
              erased.add(keyOf(target))
            } else if (one.kind === 'sync') await sync(member(one.from), member(one.to), one.maxBytes)
            else if (one.kind === 'partialSync') await sync(member(one.from), member(one.to), 300, one.pieces)
            else if (air.length > 0) {
              const link = {}
              for (const n of one.order) await take(member(one.to), air[n % air.length] as Uint8Array, link)
            }
          }
          // They all meet: twice around, so that what the last one knew reaches the first.
          for (let round = 0; round < 2; round++) {
            for (let n = 0; n < count; n++) {
              await sync(member(n), member(n + 1), 700)
              await sync(member(n + 1), member(n), 5000)
            }
          }
          for (const other of members) {
            expect(stateOf(other)).toEqual(stateOf(member(0)))
            expect(livePlaces(other)).toEqual(livePlaces(member(0)))
            expect(other.problems).toEqual([])
            expect(other.log.doc.getArray('log').length).toBe(other.log.envelopes().length)
            expect([other.log.doc.store.pendingStructs, other.log.doc.store.pendingDs]).toEqual([null, null])
          }
          const live = new Set(livePlaces(member(0)))
          for (const place of said.flat().map(keyOf)) expect(live.has(place)).toBe(!erased.has(place))
        },
      ),
      { numRuns: 50 },
    )
    expect(Math.min(seen.erased, seen.missing, seen.partial)).toBeGreaterThan(2)
  },
)
