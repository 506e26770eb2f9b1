import { client } from '@serenity-kit/opaque'
import { expect, test } from 'vitest'
import * as api from '../../shared/src/api/index.ts'
import { callRoute } from './callRoute.ts'
import { openTestRelay } from './openTestRelay.ts'
import { signUpPerson } from './testPerson.ts'

test('guessing at one account slows down, says for how long, and stays equal for handles nobody has', async () => {
  let nowMs = 1_800_000_000_000
  const limited = await openTestRelay({
    environment: { RATE_LIMIT_FACTOR: '1', TRUST_PROXY: '1' },
    steadyMs: () => nowMs,
  })
  let address = 0
  const begin = (handle: string, from: string) => {
    const { startLoginRequest } = client.startLogin({ password: 'x' })
    const headers = { 'x-forwarded-for': from }
    return callRoute(limited.app, api.beginLogin, { body: { handle, startLoginRequest }, headers })
  }
  const untilRefused = async (handle: string, from: () => string) => {
    for (let tries = 0; tries < 1000; tries++) {
      const answer = await begin(handle, from())
      if (answer.status !== 200) return { tries, answer }
    }
    throw new Error('never refused')
  }
  const elsewhere = () => `192.0.2.${(address += 1)}`
  await signUpPerson(limited, 'alice')
  const known = await untilRefused('alice', elsewhere)
  const unknown = await untilRefused('nobody', elsewhere)
  expect([known.tries, unknown.tries]).toEqual([20, 20])
  expect([known.answer.status, known.answer.problem.kind]).toEqual([429, 'rate-limited'])
  expect(known.answer.text).toBe(unknown.answer.text)
  const retryAfterS = known.answer.problem.retryAfterS!
  expect(known.answer.headers.get('retry-after')).toBe(String(retryAfterS))

  // A second less is too early, the seconds named are enough.
  nowMs += (retryAfterS - 1) * 1000
  expect((await begin('alice', elsewhere())).status).toBe(429)
  nowMs += 1000
  expect((await begin('ALICE', elsewhere())).status).toBe(200)

  // One address guessing at many accounts is refused on its own, and only it; its IPv6 neighbours in the /64 with it.
  let handles = 0
  const guessing = async () => begin(`somebody-${(handles += 1)}`, '2001:db8::1')
  let last = await guessing()
  while (last.status === 200) last = await guessing()
  expect(handles).toBe(41)
  expect((await begin('anybody', '2001:db8::2')).status).toBe(429)
  expect((await begin('anybody', '2001:db8:0:1::1')).status).toBe(200)
  await limited.close()
})
