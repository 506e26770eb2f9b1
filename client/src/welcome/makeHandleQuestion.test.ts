import { ok } from '@sarangbang/shared/result.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Session } from '../session/session.ts'
import { makeHandleQuestion, type HandleState } from './makeHandleQuestion.ts'

type Answer = Awaited<ReturnType<Session['checkHandle']>>

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const start = () => {
  const asked: { readonly handle: string; readonly answer: (answer: Answer) => void }[] = []
  const shown: HandleState[] = []
  const question = makeHandleQuestion(
    handle => {
      const { promise, resolve } = Promise.withResolvers<Answer>()
      asked.push({ handle, answer: resolve })
      return promise
    },
    state => shown.push(state),
  )
  return { question, asked, shown }
}

test('[A1] only a pause asks, and only about what stands there then', async () => {
  const { question, asked, shown } = start()
  question.typed('min')
  await vi.advanceTimersByTimeAsync(100)
  question.typed('minji')
  await vi.advanceTimersByTimeAsync(400)
  expect(asked.map(({ handle }) => handle)).toEqual(['minji'])
  asked[0]?.answer(ok('free'))
  await vi.advanceTimersByTimeAsync(0)
  expect(shown.at(-1)).toBe('free')
})

test('[A1] a late answer about an earlier handle changes nothing', async () => {
  const { question, asked, shown } = start()
  question.typed('minji')
  await vi.advanceTimersByTimeAsync(400)
  question.typed('minji2')
  await vi.advanceTimersByTimeAsync(400)
  asked[1]?.answer(ok('free'))
  await vi.advanceTimersByTimeAsync(0)
  asked[0]?.answer(ok('taken'))
  await vi.advanceTimersByTimeAsync(0)
  expect(asked).toHaveLength(2)
  expect(shown.at(-1)).toBe('free')
})

test('[A1] offline it says it does not know; too short it does not ask; closed it says nothing more', async () => {
  const { question, asked, shown } = start()
  question.typed('mi')
  await vi.advanceTimersByTimeAsync(400)
  expect(asked).toHaveLength(0)
  expect(shown).toEqual(['short'])
  question.typed('minji')
  await vi.advanceTimersByTimeAsync(400)
  asked[0]?.answer({ ok: false, error: { kind: 'offline' } })
  await vi.advanceTimersByTimeAsync(0)
  expect(shown.at(-1)).toBe('unchecked')
  question.typed('minji2')
  question.close()
  await vi.advanceTimersByTimeAsync(400)
  expect(asked).toHaveLength(1)
})
