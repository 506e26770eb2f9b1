import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as api from '../../shared/src/api/index.ts'
import { callRoute } from './callRoute.ts'
import { openTestRelay, type TestRelay } from './openTestRelay.ts'
import {
  befriend,
  keepingOf,
  logInPerson,
  newNonce,
  provePassword,
  registerPassword,
  signRecovery,
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
const isSignedIn = async (token: string) => (await callRoute(relay.app, api.whoAmI, { token })).status === 200
const newRecord = (token: string, password: string) =>
  registerPassword(password, async registrationRequest => {
    const begun = await callRoute(relay.app, api.beginPassword, { token, body: { registrationRequest } })
    return begun.value.registrationResponse
  })
const change = async (token: string, handle: string, current: string, next: string, mark = 'second') => {
  const proof = (await provePassword(relay, handle, current))!
  const keeping = keepingOf(await newRecord(token, next), mark)
  return callRoute(relay.app, api.changePassword, { token, body: { ...proof, ...keeping } })
}

describe('[A3] a new password', () => {
  test('replaces record, vault and locks together and ends every other session', async () => {
    const alice = await signUpPerson(relay, 'alice', 'the old one')
    const other = await logInPerson(relay, 'alice', 'the old one')
    expect((await change(alice.token, 'alice', 'the old one', 'the new one')).status).toBe(204)

    expect(await isSignedIn(alice.token)).toBe(true)
    expect(await isSignedIn(other.token)).toBe(false)
    expect(await provePassword(relay, 'alice', 'the old one')).toBeNull()
    const { vault, lock } = await logInPerson(relay, 'alice', 'the new one')
    const second = keepingOf('', 'second')
    expect({ vault, lock }).toEqual({ vault: second.vault, lock: second.locks[0] })
    const kept = await callRoute(relay.app, api.getVault, { token: alice.token })
    expect(kept.value).toEqual({ vault: second.vault, locks: second.locks })
  })

  test('a login begun with the old password and finished after the change opens nothing', async () => {
    const bob = await signUpPerson(relay, 'bob', 'the old one')
    const proof = (await provePassword(relay, 'bob', 'the old one'))!
    await change(bob.token, 'bob', 'the old one', 'the new one')
    const answer = await callRoute(relay.app, api.finishLogin, { body: { ...proof, device: 'thief' } })
    expect([answer.status, kindOf(answer)]).toEqual([401, 'login-refused'])
  })

  test('needs the proof of the own, current password', async () => {
    const carol = await signUpPerson(relay, 'carol', 'carols')
    await signUpPerson(relay, 'dave', 'daves')
    const keeping = keepingOf(await newRecord(carol.token, 'next'))
    const attempt = async (proof: object | null) =>
      kindOf(
        await callRoute(relay.app, api.changePassword, { token: carol.token, body: { ...keeping, ...proof } as never }),
      )
    expect(await attempt(await provePassword(relay, 'dave', 'daves'))).toBe('login-refused')
    const own = (await provePassword(relay, 'carol', 'carols'))!
    expect(await attempt({ ...own, finishLoginRequest: 'A'.repeat(86) })).toBe('login-refused')
    expect(await attempt(own)).toBe('attempt-expired')
    expect(await attempt({ ...own, locks: [] })).toBe('request-invalid')
    expect(await logInPerson(relay, 'carol', 'carols')).toBeDefined()
  })
})

describe('[A3] recovery by code', () => {
  const begin = async (handle: string) => (await callRoute(relay.app, api.beginRecovery, { body: { handle } })).value
  const prove = async (handle: string, name = handle) => {
    const { attempt, challenge } = await begin(handle)
    return callRoute(relay.app, api.proveRecovery, { body: { attempt, signature: signRecovery(name, challenge) } })
  }
  const finish = async (grant: string, password: string, mark = 'recovered') => {
    const record = await registerPassword(password, async registrationRequest => {
      const begun = await callRoute(relay.app, api.beginRecoveredPassword, { body: { grant, registrationRequest } })
      return begun.value.registrationResponse
    })
    const body = { grant, ...keepingOf(record, mark), device: 'recovered' }
    return { body, answer: await callRoute(relay.app, api.finishRecovery, { body }) }
  }

  test('sets a new password, ends every session, begins one, and works again', async () => {
    const erin = await signUpPerson(relay, 'erin', 'forgotten')
    for (const round of ['once', 'twice']) {
      const proven = await prove('erin')
      const before = keepingOf('', round === 'once' ? 'first' : 'once')
      expect(proven.value).toMatchObject({ account: erin.keys.account, vault: before.vault, lock: before.locks[1] })
      const { answer } = await finish(proven.value.grant, `new ${round}`, round)
      expect(answer.status).toBe(200)
      expect(answer.value.person).toEqual(erin.person)
      expect(answer.headers.get('set-cookie')).toContain(answer.value.token)
      expect(await isSignedIn(answer.value.token)).toBe(true)
    }
    expect(await isSignedIn(erin.token)).toBe(false)
    expect(await provePassword(relay, 'erin', 'forgotten')).toBeNull()
    expect(await logInPerson(relay, 'erin', 'new twice')).toBeDefined()
  })

  test('a wrong code and an unknown handle get equal answers', async () => {
    await signUpPerson(relay, 'frank')
    const answers = [await prove('frank', 'not frank'), await prove('nobody', 'nobody')]
    for (const answer of answers) {
      expect([answer.status, kindOf(answer)]).toEqual([401, 'recovery-refused'])
      expect(answer.text).toBe(answers[0]!.text)
    }
    const [known, unknown] = [await begin('frank'), await begin('nobody')]
    expect(Object.keys(unknown)).toEqual(Object.keys(known))
    expect(unknown.challenge).toHaveLength(known.challenge.length)
    expect((await begin('nobody')).challenge).not.toBe(unknown.challenge)
  })

  test('challenge and grant count once and for two minutes', async () => {
    await signUpPerson(relay, 'grace')
    const { attempt, challenge } = await begin('grace')
    const body = { attempt, signature: signRecovery('grace', challenge) }
    const proven = await callRoute(relay.app, api.proveRecovery, { body })
    expect(kindOf(await callRoute(relay.app, api.proveRecovery, { body }))).toBe('attempt-expired')
    const { body: used } = await finish(proven.value.grant, 'new')
    expect(kindOf(await callRoute(relay.app, api.finishRecovery, { body: used }))).toBe('attempt-expired')

    const late = await begin('grace')
    const grant = (await prove('grace')).value.grant
    nowMs += 2 * 60_000
    const signature = signRecovery('grace', late.challenge)
    const proof = { attempt: late.attempt, signature }
    expect(kindOf(await callRoute(relay.app, api.proveRecovery, { body: proof }))).toBe('attempt-expired')
    expect(kindOf(await callRoute(relay.app, api.finishRecovery, { body: { ...used, grant } }))).toBe('attempt-expired')
    const registration = { grant, registrationRequest: 'AAAA' }
    const begun = await callRoute(relay.app, api.beginRecoveredPassword, { body: registration })
    expect(kindOf(begun)).toBe('attempt-expired')
  })

  test('a grant from before a password change is void: it would put an older vault back', async () => {
    const heidi = await signUpPerson(relay, 'heidi', 'the old one')
    const { grant } = (await prove('heidi')).value
    await change(heidi.token, 'heidi', 'the old one', 'the new one')
    expect(kindOf((await finish(grant, 'the third')).answer)).toBe('attempt-expired')
    expect(await logInPerson(relay, 'heidi', 'the new one')).toBeDefined()
  })

  test('a signature for another challenge proves nothing', async () => {
    await signUpPerson(relay, 'ivan')
    const [first, second] = [await begin('ivan'), await begin('ivan')]
    const body = { attempt: second.attempt, signature: signRecovery('ivan', first.challenge) }
    expect(kindOf(await callRoute(relay.app, api.proveRecovery, { body }))).toBe('recovery-refused')
  })
})

describe('[A4] withdrawal', () => {
  const withdraw = async (token: string, handle: string, password: string) =>
    callRoute(relay.app, api.withdrawAccount, { token, body: (await provePassword(relay, handle, password))! })

  test('everything of the account is gone, the handle rests, the friend keeps the room', async () => {
    const [judy, karl] = [await signUpPerson(relay, 'judy', 'judys'), await signUpPerson(relay, 'karl')]
    const lena = await signUpPerson(relay, 'lena')
    const { room } = await befriend(relay, judy, karl)
    const asked = { kind: 'friend', handle: 'judy', nonce: newNonce() }
    await callRoute(relay.app, api.requestConnection, { token: lena.token, body: asked })
    const second = await logInPerson(relay, 'judy', 'judys')

    const gone = await withdraw(judy.token, 'judy', 'judys')
    expect(gone.status).toBe(204)
    expect(gone.headers.get('set-cookie')).toContain('Max-Age=0')
    expect([await isSignedIn(judy.token), await isSignedIn(second.token)]).toEqual([false, false])

    const connectionsOf = async (token: string) =>
      (await callRoute(relay.app, api.listConnections, { token })).value.connections
    expect([await connectionsOf(karl.token), await connectionsOf(lena.token)]).toEqual([[], []])
    const { rooms } = (await callRoute(relay.app, api.listRooms, { token: karl.token })).value
    const kept = rooms.find(({ id }) => id === room)!
    expect(kept.members).toEqual([karl.person])
    expect(new Set(kept.founders)).toEqual(new Set([judy.keys.account, karl.keys.account]))
    expect((await callRoute(relay.app, api.listDocuments, { token: karl.token, params: { room } })).status).toBe(200)

    expect(await provePassword(relay, 'judy', 'judys')).toBeNull()
    const find = { kind: 'friend', handle: 'judy', nonce: newNonce() }
    const found = await callRoute(relay.app, api.requestConnection, { token: karl.token, body: find })
    expect(kindOf(found)).toBe('person-unknown')
    const state = async () => (await callRoute(relay.app, api.checkHandle, { params: { handle: 'JUDY' } })).value.state
    expect(await state()).toBe('taken')
    nowMs += 90 * 24 * 3_600_000
    expect(await state()).toBe('free')
  })

  test('nothing that was the account is on the disk any more', async () => {
    const body = await signUpBody(relay, 'mallory-on-disk', 'mallorys')
    const { token } = (await callRoute(relay.app, api.finishSignUp, { body })).value
    const secrets = [body.registrationRecord, body.recoveryKey, 'mallory-on-disk', body.keys.agreement]
    const onDisk = async () => {
      const files = (await readdir(relay.dataDir)).filter(name => name.startsWith('relay.sqlite'))
      const disk = Buffer.concat(await Promise.all(files.map(name => readFile(join(relay.dataDir, name)))))
      return secrets.map(secret => disk.indexOf(secret) >= 0)
    }
    expect(await onDisk()).toEqual(secrets.map(() => true))
    expect((await withdraw(token, 'mallory-on-disk', 'mallorys')).status).toBe(204)
    expect(await onDisk()).toEqual(secrets.map(() => false))
  })

  test('needs the proof of the own password', async () => {
    const nina = await signUpPerson(relay, 'nina', 'ninas')
    await signUpPerson(relay, 'oscar', 'oscars')
    expect(kindOf(await withdraw(nina.token, 'oscar', 'oscars'))).toBe('login-refused')
    const body = { attempt: 'A'.repeat(22), finishLoginRequest: 'AAAA' }
    const unknown = await callRoute(relay.app, api.withdrawAccount, { token: nina.token, body })
    expect(kindOf(unknown)).toBe('attempt-expired')
    expect(await isSignedIn(nina.token)).toBe(true)
  })
})

test('[O1] the OPAQUE secret is outside the database, readable by its owner alone, and outlives a restart', async () => {
  const first = await openTestRelay()
  await signUpPerson(first, 'alice', 'the password')
  const second = await first.restart()
  expect(await logInPerson(second, 'alice', 'the password')).toBeDefined()
  const { stat } = await import('node:fs/promises')
  expect((await stat(join(second.dataDir, 'opaque-setup'))).mode & 0o777).toBe(0o600)
  const setup = await readFile(join(second.dataDir, 'opaque-setup'), 'utf8')
  expect((await readFile(join(second.dataDir, 'relay.sqlite'))).includes(setup)).toBe(false)
  await second.close()
})
