import { expect, test } from 'vitest'
import { haveParted } from './clocks.ts'

const morning = { wallMs: Date.UTC(2026, 4, 3), steadyMs: 5_000 }
const after = (wall: number, steady: number) => ({ wallMs: morning.wallMs + wall, steadyMs: morning.steadyMs + steady })

test('clocks that run together are together, for as long as it takes', () => {
  expect(haveParted(morning, after(3_600_000, 3_600_100))).toBe(false)
})

test('a clock that was set, forward or back, and a sleep are told', () => {
  expect(haveParted(morning, after(86_400_000, 10))).toBe(true)
  expect(haveParted(morning, after(-86_400_000, 10))).toBe(true)
})
