import { problemKinds, type Problem } from '@sarangbang/shared/api/index.ts'
import { beforeAll, expect, test, vi } from 'vitest'
import type { SessionFault } from '../session/session.ts'
import { sayFault } from './sayFault.ts'
import { loadWords } from './words.ts'

beforeAll(async () => {
  vi.stubGlobal('document', { documentElement: {} })
  await loadWords('ko')
})

const problemOf = (kind: Problem['kind'], retryAfterS?: number): SessionFault => ({
  kind: 'problem',
  problem: {
    kind,
    type: `tag:sarangbang,2026:${kind}`,
    title: kind,
    status: problemKinds[kind],
    ...(retryAfterS ? { retryAfterS } : {}),
  },
})

test('every problem of the relay has words of its own, and none of them is the kind itself', () => {
  const kinds = Object.keys(problemKinds) as Problem['kind'][]
  const sentences = kinds.map(kind => sayFault(problemOf(kind)))
  expect(sentences.length).toBeGreaterThan(20)
  expect(sentences.every(sentence => /[가-힣]/.test(sentence))).toBe(true)
  expect(new Set(sentences).size).toBe(sentences.length)
})

test('[A2] a wrong handle and a wrong password are told alike', () => {
  expect(sayFault(problemOf('login-refused'))).toBe('아이디나 비밀번호가 맞지 않아요.')
})

test('a limit says how long, when the relay does', () => {
  expect(sayFault(problemOf('rate-limited', 30))).toContain('30초')
  expect(sayFault(problemOf('rate-limited'))).not.toContain('초 뒤')
})

test('[A1] a short password is told how long it is', () => {
  expect(sayFault({ kind: 'password-too-short', characters: 6 })).toBe('8자 이상으로 써 주세요. 지금은 6자예요.')
})
