import { createHash, randomBytes } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { client, ready } from '@serenity-kit/opaque'
import * as api from '../../shared/src/api/index.ts'
import { accountKeysOf } from '../../shared/src/crypto/accountKeysOf.ts'
import { toBase64url } from '../../shared/src/crypto/base64url.ts'
import { identityOf } from '../../shared/src/crypto/createIdentity.ts'
import { signingPair } from '../../shared/src/crypto/keyPair.ts'
import { recoveryStatement, signUpStatement } from '../../shared/src/crypto/statements.ts'
import type { Relay } from '../../relay/src/openRelay.ts'
import { callRoute } from './callRoute.ts'

/** The least Argon2id there is: what is tested here is the relay, which never sees it. */
export const keyStretching = { 'argon2id-custom': { iterations: 1, memory: 8, parallelism: 1 } } as const

const seed = (text: string) => createHash('sha256').update(text).digest()
export const identityNamed = (name: string) => identityOf(seed(`${name} signing`), seed(`${name} agreement`))
export const recoveryPairOf = (name: string) => signingPair(seed(`${name} recovery`))
export const newNonce = () => randomBytes(16).toString('base64url')

/** The first half of setting a password, and what the device sends as the second. */
export const registerPassword = async (
  password: string,
  begin: (registrationRequest: string) => Promise<string>,
): Promise<string> => {
  await ready
  const { clientRegistrationState, registrationRequest } = client.startRegistration({ password })
  const registrationResponse = await begin(registrationRequest)
  const done = client.finishRegistration({ clientRegistrationState, registrationResponse, password, keyStretching })
  return done.registrationRecord
}

/** What is kept for a person: shapes only, since the relay opens none of it. `mark` tells one vault from the next. */
export const keepingOf = (registrationRecord: string, mark = 'first') => ({
  registrationRecord,
  vault: toBase64url(seed(`vault ${mark}`)),
  locks: (['password', 'recovery'] as const).map(kind => ({
    kind,
    publicKey: toBase64url(seed(`${kind} lock ${mark}`)),
    sealedVaultKey: toBase64url(seed(`${kind} sealed ${mark}`)),
  })),
})

/** Everything `finishSignUp` takes. */
export const signUpBody = async (relay: Relay, handle: string, password: string, name = handle) => {
  const identity = identityNamed(name)
  const registrationRecord = await registerPassword(password, async registrationRequest => {
    const begun = await callRoute(relay.app, api.beginSignUp, {
      body: { handle, account: identity.account, registrationRequest },
    })
    return begun.value.registrationResponse
  })
  const recoveryKey = toBase64url(recoveryPairOf(name).public)
  const statement = signUpStatement(handle, recoveryKey, registrationRecord)
  return {
    handle,
    nickname: name,
    keys: accountKeysOf(identity),
    ...keepingOf(registrationRecord),
    recoveryKey,
    signature: toBase64url(ed25519.sign(statement, identity.signing.secret)),
    device: 'test',
  }
}

export interface TestPerson {
  readonly handle: string
  readonly password: string
  readonly token: string
  readonly keys: api.AccountKeys
  readonly person: api.Person
}

/** A person with an account and a session. @throws with the relay's answer where it refuses. */
export const signUpPerson = async (relay: Relay, handle: string, password = 'a password'): Promise<TestPerson> => {
  const body = await signUpBody(relay, handle, password)
  const answer = await callRoute(relay.app, api.finishSignUp, { body })
  if (answer.status !== 200) throw new Error(`sign-up of ${handle}: ${answer.text}`)
  return { handle, password, token: answer.value.token, keys: body.keys, person: answer.value.person }
}

/** Proof of a password, as login, password change and withdrawal take it. `null`: the device itself sees that it is wrong. */
export const provePassword = async (relay: Relay, handle: string, password: string) => {
  await ready
  const { clientLoginState, startLoginRequest } = client.startLogin({ password })
  const begun = await callRoute(relay.app, api.beginLogin, { body: { handle, startLoginRequest } })
  const { attempt, loginResponse } = begun.value
  const finished = client.finishLogin({ clientLoginState, loginResponse, password, keyStretching })
  return finished ? { attempt, finishLoginRequest: finished.finishLoginRequest } : null
}

/** Logs in on one more device. @throws where the relay refuses. */
export const logInPerson = async (relay: Relay, handle: string, password: string, device = 'second') => {
  const proof = await provePassword(relay, handle, password)
  if (!proof) throw new Error('wrong password')
  const answer = await callRoute(relay.app, api.finishLogin, { body: { ...proof, device } })
  if (answer.status !== 200) throw new Error(`login of ${handle}: ${answer.text}`)
  return answer.value
}

/** The signature that answers a recovery challenge. */
export const signRecovery = (name: string, challenge: string): string =>
  toBase64url(ed25519.sign(recoveryStatement(challenge), recoveryPairOf(name).secret))

/** Two people become friends; the room of both. */
export const befriend = async (relay: Relay, asker: TestPerson, asked: TestPerson) => {
  const body = { kind: 'friend', handle: asked.handle, nonce: newNonce() }
  const request = await callRoute(relay.app, api.requestConnection, { token: asker.token, body })
  const params = { id: request.value.id }
  const accepted = await callRoute(relay.app, api.acceptConnection, { token: asked.token, params })
  const { room } = accepted.value
  if (!room) throw new Error(`no friends: ${request.text} ${accepted.text}`)
  return { connection: accepted.value, room }
}
