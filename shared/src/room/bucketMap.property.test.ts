import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { BucketMap } from './bucketMap.ts'

const change = fc.record({ key: fc.nat(40).map(String), value: fc.option(fc.nat()) })

test('it is a Map, and a copy leaves what it was made of alone', () => {
  let deleted = 0
  fc.assert(
    fc.property(fc.array(fc.array(change, { maxLength: 20 }), { maxLength: 8 }), batches => {
      let map = BucketMap.empty<string, number>()
      let model = new Map<string, number>()
      for (const batch of batches) {
        const before = { map, model }
        model = new Map(model)
        const draft = map.edit()
        for (const { key, value } of batch) {
          if (value === null) {
            deleted += model.delete(key) ? 1 : 0
            draft.delete(key)
          } else {
            model.set(key, value)
            draft.set(key, value)
          }
          expect(draft.get(key)).toBe(model.get(key))
          expect(draft.has(key)).toBe(model.has(key))
        }
        map = draft.finish()
        expect(new Map(map)).toEqual(model)
        expect(map.size).toBe(model.size)
        expect(new Map(before.map)).toEqual(before.model)
      }
      const walked: number[] = []
      map.forEach(value => walked.push(value))
      expect(walked).toEqual([...map.values()])
      expect([...map.keys()].every(key => map.has(key))).toBe(true)
    }),
  )
  expect(deleted).toBeGreaterThan(10)
})

test('it grows to 50,000, and an edit of nothing is the map itself', () => {
  const draft = BucketMap.empty<string, number>().edit()
  for (let n = 0; n < 50_000; n++) draft.set(`key ${n}`, n)
  const map = draft.finish()
  expect(map.size).toBe(50_000)
  expect(map.get('key 49999')).toBe(49_999)
  expect(map.get('key 50000')).toBeUndefined()
  const nothing = map.edit()
  nothing.delete('none')
  expect(nothing.finish()).toBe(map)
})
