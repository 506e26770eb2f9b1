import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { wireHistory, wireVersion } from '@sarangbang/shared/api/wireVersion.ts'
import { fingerprintOf, shapeOf, wireShape } from './wireShape.ts'

describe('the wire', () => {
  const shape = wireShape()

  test('is what its version says', () => {
    const fingerprint = fingerprintOf(shape)
    const now = wireHistory.at(-1)
    expect(
      fingerprint,
      `The wire is no longer that of version ${wireVersion}. If that is meant, add this row to the end of wireHistory in ` +
        `shared/src/api/wireVersion.ts (edit none that is there), and say in it what an older page or program meets:\n` +
        `  { version: ${wireVersion + 1}, fingerprint: '${fingerprint}', changed: '…' },`,
    ).toBe(now?.fingerprint)
  })

  test('has a history without gaps, in which no state stands twice in a row', () => {
    expect(wireHistory.map(({ version }) => version)).toEqual(wireHistory.map((_, at) => at + 1))
    expect(wireHistory.filter(({ fingerprint }, at) => fingerprint === wireHistory[at - 1]?.fingerprint)).toEqual([])
    expect(wireHistory.filter(({ changed }) => changed.trim() === '')).toEqual([])
  })

  test('holds every route once, and what they carry', () => {
    expect(shape.routes.length).toBeGreaterThan(25)
    expect(new Set(shape.routes.map(({ route }) => route)).size).toBe(shape.routes.length)
    const text = JSON.stringify(shape)
    for (const field of ['startLoginRequest', 'sealedVaultKey', 'session-ended', 'marker-conflict', 'retryAfterS'])
      expect(text).toContain(field)
  })

  test.each([
    ['a bound', v.pipe(v.string(), v.maxLength(64)), v.pipe(v.string(), v.maxLength(65))],
    ['a pattern', v.pipe(v.string(), v.regex(/^a$/)), v.pipe(v.string(), v.regex(/^b$/))],
    ['a step', v.pipe(v.string(), v.trim()), v.string()],
    ['a field', v.object({ a: v.string() }), v.object({ a: v.string(), b: v.string() })],
    ['what may be missing', v.object({ a: v.optional(v.string()) }), v.object({ a: v.string() })],
    ['what may be null', v.nullable(v.string()), v.optional(v.string())],
    ['a word', v.picklist(['a', 'b']), v.picklist(['a', 'c'])],
    ['a literal', v.literal('a'), v.literal('b')],
    ['what a list holds', v.array(v.string()), v.array(v.number())],
    ['a case', v.variant('t', [v.object({ t: v.literal('a') })]), v.variant('t', [v.object({ t: v.literal('b') })])],
    ['something deep', v.array(v.object({ a: v.array(v.string()) })), v.array(v.object({ a: v.array(v.number()) }))],
  ])('shows a change of %s', (_, before, after) => {
    expect(fingerprintOf(shapeOf(before))).not.toBe(fingerprintOf(shapeOf(after)))
  })

  test.each([
    ['fields', v.object({ a: v.string(), b: v.number() }), v.object({ b: v.number(), a: v.string() })],
    ['words', v.picklist(['a', 'b']), v.picklist(['b', 'a'])],
  ])('does not mind the order of %s', (_, one, other) => {
    expect(fingerprintOf(shapeOf(one))).toBe(fingerprintOf(shapeOf(other)))
  })
})
