import { expect, test } from 'vitest'
import { fingerprintOf, ufragOf } from './description.ts'
import { isEcho } from './isEcho.ts'
import { readSignal } from './signal.ts'

test('a signal keeps what is ours and drops the rest', () => {
  const description = { type: 'offer', sdp: 'v=0' }
  expect(readSignal({ type: 'link', from: 'a', to: 7, description: { ...description, extra: 1 }, extra: 2 })).toEqual({
    type: 'link',
    from: 'a',
    to: null,
    description,
  })
  expect(readSignal({ type: 'link', from: 'a', to: 'b', candidate: { candidate: 'x', sdpMid: '0' } })).toEqual({
    type: 'link',
    from: 'a',
    to: 'b',
    candidate: { candidate: 'x', sdpMid: '0', sdpMLineIndex: null, usernameFragment: null },
  })
})

test('what is no signal is none', () => {
  for (const data of [null, 'link', {}, { type: 'offer', from: 'a' }, { type: 'link', from: 1 }]) {
    expect(readSignal(data)).toBeNull()
  }
})

test('a description with two certificates, or none, proves nothing', () => {
  const line = (hash: string): string => `a=fingerprint:sha-256 ${hash}\r\n`
  expect(fingerprintOf({ sdp: `v=0\r\n${line('AA:BB')}${line('aa:bb')}` })).toBe('sha-256 aa:bb')
  expect(() => fingerprintOf({ sdp: line('AA') + line('BB') })).toThrow('exactly one')
  expect(() => fingerprintOf({})).toThrow('exactly one')
  expect(ufragOf({ sdp: 'v=0\r\na=ice-ufrag:abcd\r\n' })).toBe('abcd')
})

test('only the same update goes back unsent', () => {
  const [step2, update] = [new Uint8Array([0, 1, 2, 7, 7]), new Uint8Array([0, 2, 2, 7, 7])]
  expect(isEcho(update, step2)).toBe(true)
  expect(isEcho(update, update)).toBe(true)
  expect(isEcho(step2, update)).toBe(false)
  expect(isEcho(new Uint8Array([0, 2, 2, 7, 8]), update)).toBe(false)
  expect(isEcho(new Uint8Array([1, 2, 2, 7, 7]), update)).toBe(false)
  expect(isEcho(update, new Uint8Array([0, 0, 2, 7, 7]))).toBe(false)
  expect(isEcho(update, null)).toBe(false)
})
