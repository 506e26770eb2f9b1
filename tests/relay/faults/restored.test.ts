import { equal, ok } from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { monthName, monthOf } from '@sarangbang/shared/room/documentName.ts'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { read } from '../../docs/readDocs.ts'
import { logInPerson } from '../testPerson.ts'
import { atEnd } from './atEnd.ts'
import { checkDisk } from './checkDisk.ts'
import { startChildRelay } from './childRelay.ts'
import { newFolder } from './newFolder.ts'
import { openHousehold } from './openStreet.ts'
import { openWriter } from './openWriter.ts'
import { readDisk } from './readDisk.ts'
import { until } from './until.ts'

/** The documented command; where the machine has no `sqlite3`, the same of SQLite by the relay's own driver. */
const backUp = async (from: string, to: string): Promise<void> => {
  expect(read('docs/operating.md')).toContain('sqlite3 /srv/sarangbang/relay.sqlite ".backup /backup/relay.sqlite"')
  const done = spawnSync('sqlite3', [from, `.backup ${to}`])
  if (done.error === undefined) return equal(done.status, 0, done.stderr.toString())
  const database = new Database(from, { readonly: true })
  await database.backup(to)
  database.close()
}

test('[O3] a backup of a busy relay, made as docs/operating.md says, opens and serves: all that was kept before it, and the rest comes back', async () => {
  const [folder, restored] = [newFolder('restored'), newFolder('restored')]
  const relay = await startChildRelay({ dataDir: folder })
  atEnd(() => relay.end('SIGKILL'))
  const household = await openHousehold(relay)
  const { room, people } = household
  const writers = people.map(person => openWriter(relay.port, person, monthName(room, monthOf(Date.now()))))
  const busy = new AbortController()
  const load = async () => {
    for (let n = 0; !busy.signal.aborted; n++) {
      for (const writer of writers) writer.say(`${n} ${'x'.repeat(200)}`)
      await pass(5)
    }
  }
  for (const writer of writers) {
    atEnd(writer.close)
    writer.connect()
  }
  const loading = load()
  await until('all are at it', () => writers.every(writer => writer.kept() > 20))
  const before = writers.map(writer => writer.kept())
  await backUp(join(folder, 'relay.sqlite'), join(restored, 'relay.sqlite'))
  const during = writers.map(writer => writer.kept())
  busy.abort()
  await loading
  await until('the relay goes on meanwhile', () => writers.every(writer => writer.kept() === writer.said.length))
  ok(writers.every((writer, n) => writer.kept() >= (during[n] ?? 0)))
  equal((await relay.end('SIGTERM')).code, 0)
  for (const writer of writers) writer.disconnect()
  copyFileSync(join(folder, 'opaque-setup'), join(restored, 'opaque-setup'))

  const kept = readDisk(restored)
  equal(kept.integrity, 'ok')
  for (const [n, writer] of writers.entries())
    ok((kept.stateOf(writer.document).get(writer.own) ?? 0) >= (before[n] ?? 0), 'kept before the backup began')
  const again = await startChildRelay({ dataDir: restored, port: relay.port })
  atEnd(() => again.end('SIGKILL'))
  await logInPerson(again.over, people[0].handle, people[0].password)
  for (const writer of writers) writer.connect()
  await until('devices bring back the rest', () => {
    const disk = readDisk(restored)
    return writers.every(writer => disk.stateOf(writer.document).get(writer.own) === writer.said.length)
  })
  equal((await again.end('SIGTERM')).code, 0)
  checkDisk(readDisk(restored), writers, [], 'restored')
})
