import { expect, it } from 'vitest'
import { countNearLimit } from './countNearLimit.ts'
import { foldText } from './foldText.ts'

it('[C9] a short message is never measured, many short lines and long texts are', () => {
  expect(foldText('두 개! 아니 세 개')).toEqual({ text: '두 개! 아니 세 개', measured: false })
  expect(foldText('가\n'.repeat(12)).measured).toBe(true)
  expect(foldText('가\n'.repeat(11)).measured).toBe(false)
  expect(foldText('가'.repeat(300))).toEqual({ text: '가'.repeat(300), measured: true })
})
it('a folded text never ends in half a letter', () => {
  expect(foldText(`a${'😀'.repeat(2_000)}`).text.isWellFormed()).toBe(true)
  expect(foldText('😀'.repeat(2_000)).text.isWellFormed()).toBe(true)
})
it('letters are counted as people see them, and only near the limit', () => {
  expect(countNearLimit('가'.repeat(18_999))).toBeNull()
  expect(countNearLimit('가'.repeat(19_900))).toBe(100)
  expect(countNearLimit('가'.repeat(20_003))).toBe(-3)
  expect(countNearLimit('👨‍👩‍👧'.repeat(3_000))).toBeNull()
  expect(countNearLimit('가'.repeat(90_000))).toBeLessThanOrEqual(-20_000)
})
