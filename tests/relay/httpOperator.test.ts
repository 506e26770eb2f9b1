import { request as httpRequest } from 'node:http'
import { expect, test } from 'vitest'
import * as api from '../../shared/src/api/index.ts'
import { makeLog } from '../../relay/src/http/log.ts'
import { callRoute } from './callRoute.ts'
import { openTestRelay } from './openTestRelay.ts'
import { logInPerson, signUpPerson } from './testPerson.ts'

test('[O3] the operator sees health and readiness; a relay whose store is gone is alive and not ready', async () => {
  const own = await openTestRelay()
  const states = async () => {
    const paths = ['/health', '/ready']
    return Promise.all(paths.map(async path => (await own.app.request(path)).status))
  }
  expect(await states()).toEqual([200, 200])
  await own.close()
  expect(await states()).toEqual([200, 503])
})

test('[O3] logs hold ids: no handle, name, password, token, key, address', async () => {
  const lines: string[] = []
  const log = makeLog('debug', { write: line => void lines.push(line) })
  const own = await openTestRelay({ log, environment: { LOG_LEVEL: 'debug' } })
  const person = await signUpPerson(own, 'secret-handle', 'secret password')
  const { token } = await logInPerson(own, 'secret-handle', 'secret password')
  await fetch(`${own.origin}/api/handles/secret-handle`, { headers: { authorization: `Bearer ${token}` } })
  await callRoute(own.app, api.whoAmI, { token })
  log.error({ token, handle: 'secret-handle', deep: { nickname: 'secret-handle', keys: person.keys } }, 'by mistake')
  await own.close()
  const text = lines.join('')
  expect(text).toContain('"route":"/api/handles/:handle"')
  expect(text).toContain(person.keys.account)
  for (const secret of ['secret-handle', 'secret password', token, person.token, person.keys.agreement, '127.0.0.1'])
    expect(text).not.toContain(secret)
})

test('[O3] stops in time with a request half sent, a stream open and an idle connection, and starts again', async () => {
  const own = await openTestRelay()
  const { token } = await signUpPerson(own, 'alice', 'a password')
  const stream = await fetch(`${own.origin}/api/inbox`, { headers: { authorization: `Bearer ${token}` } })
  const headers = { 'content-type': 'application/json', 'content-length': 9 }
  const half = httpRequest({ port: own.port, method: 'POST', path: '/api/recovery/begin', headers })
  const cut = new Promise<string>(resolve => half.on('error', error => resolve(error.message)))
  half.write('{')
  await fetch(`${own.origin}/health`)
  const startMs = performance.now()
  const again = await own.restart()
  expect(performance.now() - startMs).toBeLessThan(5000)
  expect(await stream.text().catch(() => 'cut')).toMatch(/event: hello|cut/)
  expect(await cut).toMatch(/hang up|ECONNRESET/)
  expect((await callRoute(again.app, api.whoAmI, { token })).status).toBe(200)
  await again.close()
})

test('[O1] a port that is taken ends the start with its number', async () => {
  const own = await openTestRelay()
  await expect(openTestRelay({ environment: { PORT: String(own.port) } })).rejects.toThrow(String(own.port))
  await own.close()
})
