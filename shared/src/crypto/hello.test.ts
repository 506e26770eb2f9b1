import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createIdentity } from './createIdentity.ts'
import { checkHello, encodeHello, maxHelloAgeMs, type HelloContext } from './hello.ts'

const identityOf = (seed: number) => createIdentity(length => new Uint8Array(length).fill(seed))
const [minji, junho] = [identityOf(1), identityOf(2)]
const minjiSees: HelloContext = {
  room: 'room',
  prints: { local: 'sha-256 aa', remote: 'sha-256 bb' },
  nowMs: 1_000_000,
}
const junhoSees: HelloContext = { ...minjiSees, prints: { local: 'sha-256 bb', remote: 'sha-256 aa' } }
const anybody = () => true

test('a hello proves its account to the other end of this link', () => {
  expect(checkHello(encodeHello(minji, minjiSees), junhoSees, anybody)).toEqual({ ok: true, value: minji.account })
})

test('a hello proves nothing anywhere else: another room, another certificate at either end, handed back', () => {
  const hello = encodeHello(minji, minjiSees)
  const elsewhere: readonly HelloContext[] = [
    { ...junhoSees, room: 'other' },
    { ...junhoSees, prints: { ...junhoSees.prints, remote: 'sha-256 cc' } },
    { ...junhoSees, prints: { ...junhoSees.prints, local: 'sha-256 cc' } },
    minjiSees,
  ]
  for (const context of elsewhere) {
    expect(checkHello(hello, context, anybody)).toEqual({ ok: false, error: { kind: 'hello-signature' } })
  }
})

test('strangers and hellos of another day are refused', () => {
  const hello = encodeHello(minji, minjiSees)
  expect(checkHello(hello, junhoSees, account => account === junho.account)).toEqual({
    ok: false,
    error: { kind: 'hello-stranger', account: minji.account },
  })
  const late = { ...junhoSees, nowMs: junhoSees.nowMs + maxHelloAgeMs + 1 }
  expect(checkHello(hello, late, anybody)).toMatchObject({ error: { kind: 'hello-stale' } })
})

test("nobody speaks with another's name", () => {
  const forged = encodeHello({ signing: { secret: junho.signing.secret, public: minji.signing.public } }, minjiSees)
  expect(checkHello(forged, junhoSees, anybody)).toEqual({ ok: false, error: { kind: 'hello-signature' } })
})

test('any damage is refused, without a throw', () => {
  const hello = encodeHello(minji, minjiSees)
  fc.assert(
    fc.property(
      fc.nat(hello.length - 1),
      fc.integer({ min: 1, max: 255 }),
      fc.uint8Array({ maxLength: 4 }),
      (at, by, tail) => {
        const damaged = new Uint8Array([...hello, ...tail])
        damaged[at] = (damaged[at] ?? 0) ^ by
        expect(checkHello(damaged, junhoSees, anybody).ok).toBe(false)
        expect(checkHello(hello.subarray(0, at), junhoSees, anybody).ok).toBe(false)
      },
    ),
  )
})
