import { equal, match, ok, rejects } from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { monthName, monthOf } from '@sarangbang/shared/room/documentName.ts'
import { test } from 'vitest'
import * as api from '../../../shared/src/api/index.ts'
import { callRoute } from '../callRoute.ts'
import { atEnd } from './atEnd.ts'
import { checkDisk } from './checkDisk.ts'
import { startChildRelay } from './childRelay.ts'
import { newFolder } from './newFolder.ts'
import { openHousehold } from './openStreet.ts'
import { openWriter } from './openWriter.ts'
import { readDisk } from './readDisk.ts'
import { until } from './until.ts'

const isRoot = process.getuid?.() === 0
/** The account `nobody`, for whom chmod binds. */
const nobody = 65_534

test('[O1] a data folder that may not be written stops the start: which, and what is wrong with it, and nothing of a second relay', async () => {
  const folder = newFolder('refusing')
  chmodSync(folder, 0o555)
  await rejects(startChildRelay({ dataDir: folder, ...(isRoot && { account: nobody }) }), (error: Error) => {
    match(error.message, /takes nothing \(read-only, broken, or not allowed to this account\)/)
    ok(error.message.includes(folder), error.message)
    ok(!error.message.includes('Another relay'), error.message)
    return true
  })
})

test('[O1] a database that may not be written stops the start as well, and so does a secret that may not be read', async () => {
  const folder = newFolder('refusing')
  const first = await startChildRelay({ dataDir: folder })
  await first.end('SIGTERM')
  const account = isRoot ? { account: nobody } : {}
  chmodSync(folder, 0o777)
  chmodSync(join(folder, 'lock.sqlite'), 0o666)
  chmodSync(join(folder, 'relay.sqlite'), 0o666)
  chmodSync(join(folder, 'opaque-setup'), 0)
  await rejects(startChildRelay({ dataDir: folder, ...account }), /opaque-setup.*takes nothing/)
  chmodSync(join(folder, 'relay.sqlite'), 0o444)
  await rejects(startChildRelay({ dataDir: folder, ...account }), /relay\.sqlite.*takes nothing/)
})

test('[C1] a disk that takes nothing any more while the relay runs: reading goes on, nothing is acknowledged, and it recovers', async context => {
  const folder = newFolder('refusing')
  const relay = await startChildRelay({ dataDir: folder })
  atEnd(() => relay.end('SIGKILL'))
  const household = await openHousehold(relay)
  const { room, people } = household
  const writer = openWriter(relay.port, people[0], monthName(room, monthOf(Date.now())))
  atEnd(writer.close)
  writer.connect()
  writer.say('before')
  await until('it is kept', () => writer.kept() === 1)
  // Remounting read-only is refused while a file is open for writing; `immutable` binds open files, and root too.
  const files = ['relay.sqlite', 'relay.sqlite-wal'].map(file => join(folder, file))
  const freeze = () => spawnSync('chattr', ['+i', ...files]).status
  const thaw = () => spawnSync('chattr', ['-i', ...files])
  atEnd(thaw)
  if (freeze() !== 0) {
    console.warn(
      'NOT TESTED: no file of this machine can be made immutable, so no disk turns read-only under a running relay',
    )
    return context.skip()
  }
  for (let i = 0; i < 10; i++) writer.say(`during ${i}`)
  await until('the operator is told', () =>
    relay.lines.some(({ level, msg }) => level === 50 && msg.includes('refuses')),
  )
  equal(writer.kept(), 1)
  equal((await relay.over.app.request('/ready')).status, 503)
  const body = { replaces: 0, sealed: 'AAAA' }
  const move = () => callRoute(relay.over.app, api.setMarker, { token: people[0].token, params: { room }, body })
  equal((await move()).problem.kind, 'unavailable')
  equal((await callRoute(relay.over.app, api.listRooms, { token: people[1].token })).status, 200)
  const late = openWriter(relay.port, people[1], writer.document)
  atEnd(late.close)
  late.connect()
  await until('a newcomer reads all of it', () => late.member.log.envelopes().length === 11)

  thaw()
  await until('it is kept, without a restart', () => writer.kept() === 11)
  equal((await relay.over.app.request('/ready')).status, 200)
  equal((await move()).status, 200)
  await relay.end('SIGKILL')
  checkDisk(readDisk(folder), [writer], [], 'afterwards')
})
