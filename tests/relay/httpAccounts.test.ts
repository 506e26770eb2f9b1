import { client } from '@serenity-kit/opaque'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as api from '../../shared/src/api/index.ts'
import { accountKeysOf } from '../../shared/src/crypto/accountKeysOf.ts'
import { toBase64url } from '../../shared/src/crypto/base64url.ts'
import { callRoute } from './callRoute.ts'
import { openTestRelay, type TestRelay } from './openTestRelay.ts'
import {
  identityNamed,
  keepingOf,
  keyStretching,
  logInPerson,
  provePassword,
  registerPassword,
  signUpBody,
  signUpPerson,
} from './testPerson.ts'

let relay: TestRelay
let nowMs = Date.parse('2026-11-21T00:00:00Z')
beforeAll(async () => {
  relay = await openTestRelay({ now: () => nowMs, steadyMs: () => nowMs })
})
afterAll(() => relay.close())

const kindOf = (answer: { readonly problem: api.Problem }) => answer.problem.kind

describe('[A1] sign-up', () => {
  test('an account, its session and its private room exist at once; the cookie is the token', async () => {
    const answer = await callRoute(relay.app, api.finishSignUp, {
      body: await signUpBody(relay, 'minji', '비밀번호입니다', '민지'),
    })
    expect(answer.status).toBe(200)
    expect(answer.value.person).toEqual({
      keys: accountKeysOf(identityNamed('민지')),
      handle: 'minji',
      nickname: '민지',
    })
    expect(answer.value.nowMs).toBe(nowMs)
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toContain(
      `sarangbang-session=${answer.value.token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=34560000`,
    )
    expect(cookie).not.toContain('Secure')

    const me = await callRoute(relay.app, api.whoAmI, { headers: { cookie: cookie.split(';')[0] ?? '' } })
    expect(me.value.person).toEqual(answer.value.person)
    const { rooms } = (await callRoute(relay.app, api.listRooms, { token: answer.value.token })).value
    expect(rooms.map(({ kind, nonce }) => [kind, nonce])).toEqual([['self', 'A'.repeat(22)]])
  })

  test('a handle is free, taken in any spelling, or invalid', async () => {
    await signUpPerson(relay, 'Ada.Lovelace')
    const state = async (handle: string) =>
      (await callRoute(relay.app, api.checkHandle, { params: { handle } })).value.state
    expect(await state('ada')).toBe('free')
    for (const handle of ['Ada.Lovelace', 'ada.lovelace', 'ADA.LOVELACE', 'ａｄａ.ｌｏｖｅｌａｃｅ'])
      expect(await state(handle), handle).toBe('taken')
    for (const handle of ['ab', 'a b c', '.ada', 'ada/lovelace', 'a@b', '@ada', 'ada\u0000x', '<script>'])
      expect(await state(handle), handle).toBe('invalid')
    for (const handle of ['김민지', 'ada@example.org', 'x_y-z.1', 'Ünï'])
      expect(await state(handle), handle).toBe('free')
  })

  test('refuses a taken handle in both halves, in whatever case', async () => {
    await signUpPerson(relay, 'grace')
    const begun = await callRoute(relay.app, api.beginSignUp, { body: await beginBody('GRACE', 'other') })
    expect([begun.status, kindOf(begun)]).toEqual([409, 'handle-taken'])
    const body = await signUpBody(relay, 'grace2', 'a password')
    await signUpPerson(relay, 'Grace2')
    expect(kindOf(await callRoute(relay.app, api.finishSignUp, { body }))).toBe('handle-taken')
  })

  test('of two finishing with one handle at the same moment one wins', async () => {
    const [a, b] = [await signUpBody(relay, 'twins', 'a password', 'one'), await signUpBody(relay, 'twins', 'x', 'two')]
    const answers = await Promise.all([a, b].map(body => callRoute(relay.app, api.finishSignUp, { body })))
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 409])
  })

  test('a key that is an account already gets no second one', async () => {
    await signUpPerson(relay, 'onekey')
    const body = await signUpBody(relay, 'onekey-again', 'a password', 'onekey')
    expect((await callRoute(relay.app, api.finishSignUp, { body })).status).toBe(409)
  })

  test('refuses handles that are none, with the rule in words', async () => {
    const begun = await callRoute(relay.app, api.beginSignUp, { body: await beginBody('a b', 'x') })
    expect([begun.status, kindOf(begun)]).toEqual([422, 'handle-invalid'])
  })

  test('refuses keys and signatures that do not prove themselves', async () => {
    const body = await signUpBody(relay, 'forger', 'a password')
    const other = accountKeysOf(identityNamed('somebody else'))
    const forged = [
      { ...body, keys: { ...body.keys, agreement: other.agreement } },
      { ...body, keys: { ...body.keys, signature: other.signature } },
      { ...body, keys: other },
      { ...body, handle: 'forger2' },
      { ...body, recoveryKey: body.keys.agreement },
      { ...body, signature: body.keys.signature },
    ]
    for (const body of forged) {
      const answer = await callRoute(relay.app, api.finishSignUp, { body })
      expect([answer.status, kindOf(answer)]).toEqual([422, 'keys-invalid'])
    }
    expect((await callRoute(relay.app, api.finishSignUp, { body })).status).toBe(200)
  })

  test('refuses what would lock its owner out: a useless record, missing or doubled locks', async () => {
    const body = await signUpBody(relay, 'locked', 'a password')
    const [password, recovery] = body.locks
    for (const locks of [[password], [recovery], [password, password], [], [password, recovery, password]]) {
      const answer = await callRoute(relay.app, api.finishSignUp, { body: { ...body, locks } })
      expect([answer.status, kindOf(answer)]).toEqual([400, 'request-invalid'])
      expect(answer.problem.detail).toContain('body.locks')
    }
    const malformed = { account: body.keys.account, handle: 'locked', registrationRequest: 'AAAA' }
    expect(kindOf(await callRoute(relay.app, api.beginSignUp, { body: malformed }))).toBe('request-invalid')
  })

  test('refuses a nickname of nothing visible, and shows one without control characters', async () => {
    const body = await signUpBody(relay, 'invisible', 'a password')
    const nameless = await callRoute(relay.app, api.finishSignUp, { body: { ...body, nickname: '\u202e\u0007' } })
    expect(nameless.problem.detail).toContain('body.nickname')
    const named = await callRoute(relay.app, api.finishSignUp, { body: { ...body, nickname: ' a\u202eb\n c ' } })
    expect(named.value.person.nickname).toBe('a b c')
  })

  test('a closed relay takes nobody, and says so in both halves', async () => {
    const closed = await openTestRelay({ environment: { SIGN_UP: 'closed' } })
    const begun = await callRoute(closed.app, api.beginSignUp, { body: await beginBody('alice', 'x') })
    expect([begun.status, kindOf(begun)]).toEqual([403, 'signup-closed'])
    const body = await signUpBody(relay, 'alice-elsewhere', 'a password')
    expect(kindOf(await callRoute(closed.app, api.finishSignUp, { body }))).toBe('signup-closed')
    await closed.close()
  })
})

describe('[A2] login', () => {
  test('opens a session of its own and hands out vault and password lock', async () => {
    const alice = await signUpPerson(relay, 'alice', 'correct horse')
    const second = await logInPerson(relay, 'ALICE', 'correct horse')
    expect(second.token).not.toBe(alice.token)
    expect(second.person).toEqual(alice.person)
    const expected = keepingOf('')
    expect(second.vault).toBe(expected.vault)
    expect(second.lock).toEqual(expected.locks[0])
    expect((await callRoute(relay.app, api.whoAmI, { token: second.token })).status).toBe(200)
  })

  test('a wrong password and an unknown handle get answers of one shape, length and meaning', async () => {
    await signUpPerson(relay, 'known', 'the password')
    const attempts = await Promise.all(
      ['known', 'nobody', 'not a handle', ''].map(async handle => {
        const { startLoginRequest, clientLoginState } = client.startLogin({ password: 'a guess' })
        const begun = await callRoute(relay.app, api.beginLogin, { body: { handle, startLoginRequest } })
        const { loginResponse } = begun.value
        // The device of whoever guesses cannot tell either.
        expect(
          client.finishLogin({ clientLoginState, loginResponse, password: 'a guess', keyStretching }),
        ).toBeUndefined()
        const forged = await callRoute(relay.app, api.finishLogin, {
          body: { attempt: begun.value.attempt, finishLoginRequest: 'A'.repeat(86), device: 'x' },
        })
        return { begun, forged }
      }),
    )
    const shapes = attempts.map(({ begun, forged }) => [
      begun.status,
      begun.text.length,
      [...begun.headers.keys()].join(),
      forged.status,
      forged.text,
      [...forged.headers.keys()].join(),
    ])
    for (const shape of shapes) expect(shape).toEqual(shapes[0])
    expect(shapes[0]).toContain(401)
    expect(kindOf(attempts[0]!.forged)).toBe('login-refused')
  })

  test('an unknown handle answers one request as steadily as a known one (no oracle by repetition)', async () => {
    await signUpPerson(relay, 'steady', 'the password')
    const { startLoginRequest } = client.startLogin({ password: 'a guess' })
    // The evaluated element is the first 32 bytes of the response (RFC 9807 §6.3.2.2): it depends on key and request alone.
    const elementOf = async (handle: string) => {
      const begun = await callRoute(relay.app, api.beginLogin, { body: { handle, startLoginRequest } })
      return begun.value.loginResponse.slice(0, 42)
    }
    expect(await elementOf('steady')).toBe(await elementOf('STEADY'))
    expect(await elementOf('unsteady')).toBe(await elementOf('unsteady'))
    expect(await elementOf('unsteady')).not.toBe(await elementOf('unsteady2'))
  })

  test('an attempt counts once and for two minutes', async () => {
    await signUpPerson(relay, 'slow', 'the password')
    const used = (await provePassword(relay, 'slow', 'the password'))!
    const finish = (proof: object) =>
      callRoute(relay.app, api.finishLogin, { body: { ...proof, device: 'x' } as never })
    expect((await finish(used)).status).toBe(200)
    expect(kindOf(await finish(used))).toBe('attempt-expired')
    const late = (await provePassword(relay, 'slow', 'the password'))!
    nowMs += 2 * 60_000
    const answer = await finish(late)
    expect([answer.status, kindOf(answer)]).toEqual([410, 'attempt-expired'])
    expect(kindOf(await finish({ ...late, attempt: 'A'.repeat(22) }))).toBe('attempt-expired')
  })

  test('refuses what is no OPAQUE message', async () => {
    for (const handle of ['slow', 'nobody']) {
      const answer = await callRoute(relay.app, api.beginLogin, { body: { handle, startLoginRequest: 'AAAA' } })
      expect([answer.status, kindOf(answer)]).toEqual([400, 'request-invalid'])
    }
  })
})

const beginBody = async (handle: string, name: string) => {
  let request = ''
  await registerPassword('a password', registrationRequest => {
    request = registrationRequest
    return Promise.reject(new Error('no further'))
  }).catch(() => undefined)
  return { handle, account: toBase64url(identityNamed(name).signing.public), registrationRequest: request }
}
