import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, statSync, truncateSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { monthName, monthOf } from '@sarangbang/shared/room/documentName.ts'
import Database from 'better-sqlite3'
import { test } from 'vitest'
import { databaseFile } from '../../../relay/src/store/database.ts'
import { atEnd } from './atEnd.ts'
import { checkDisk } from './checkDisk.ts'
import { startChildRelay } from './childRelay.ts'
import { newFolder } from './newFolder.ts'
import { openHousehold } from './openStreet.ts'
import { openWriter, type Writer } from './openWriter.ts'
import { readDisk } from './readDisk.ts'
import { until } from './until.ts'

interface Left {
  readonly folder: string
  readonly database: string
  readonly wal: string
  readonly writer: Writer
  readonly port: number
}

/** A data folder with forty messages, as a relay leaves it. */
const leaveFolder = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<Left> => {
  const folder = newFolder('damaged')
  const relay = await startChildRelay({ dataDir: folder })
  atEnd(() => relay.end('SIGKILL'))
  const household = await openHousehold(relay)
  const writer = openWriter(relay.port, household.people[0], monthName(household.room, monthOf(Date.now())))
  atEnd(writer.close)
  writer.connect()
  for (let i = 1; i <= 40; i++) {
    writer.say(`${i} ${'word '.repeat(200)}`)
    await until('it is kept', () => writer.kept() === i)
  }
  await relay.end(signal)
  writer.disconnect()
  const database = join(folder, databaseFile)
  return { folder, database, wal: `${database}-wal`, writer, port: relay.port }
}
const spoil = (path: string, at: number, bytes: number): void => {
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(bytes, 0xa5), 0, bytes, at)
  closeSync(file)
}
const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')

/** Starts twice, as a supervisor would. @throws unless each ends at once, says which file and what to do, and changes nothing */
const refusesToStart = async ({ folder, database }: Left, file: string): Promise<void> => {
  const before = hashOf(database)
  for (let i = 0; i < 2; i++) {
    await rejects(startChildRelay({ dataDir: folder }), (error: Error & { code: number }) => {
      equal(error.code, 1)
      ok(error.message.includes(file), error.message)
      match(error.message, /damaged: stop the relay, keep its files, and restore a backup/)
      ok(!error.message.includes('    at '), 'without a stack')
      return true
    })
  }
  equal(hashOf(database), before, 'what could still be saved is as it was')
}

test('[O3] a page of garbage in the middle of the database stops the start, in words, and nothing more is damaged', async () => {
  const left = await leaveFolder('SIGTERM')
  const pages = Math.floor(statSync(left.database).size / 4096)
  ok(pages > 20)
  const backup = readFileSync(left.database)
  spoil(left.database, Math.floor(pages / 2) * 4096, 4096)
  await refusesToStart(left, left.database)
  const file = openSync(left.database, 'w')
  writeSync(file, backup)
  closeSync(file)
  const relay = await startChildRelay({ dataDir: left.folder })
  equal((await relay.end('SIGTERM')).code, 0)
  checkDisk(readDisk(left.folder), [left.writer], [], 'restored')
})

test('a file that is no database stops the start', async () => {
  const left = await leaveFolder('SIGTERM')
  spoil(left.database, 0, 4096)
  await refusesToStart(left, left.database)
})

test('[C1] garbage in the write-ahead log is not passed over: what SQLite would silently drop was acknowledged', async () => {
  const left = await leaveFolder('SIGKILL')
  ok(statSync(left.wal).size > 20 * 4120, 'the log is long')
  const log = hashOf(left.wal)
  // Among the messages: what is older, the accounts and the room, stays.
  const frames = Math.floor((statSync(left.wal).size - 32) / 4120)
  spoil(left.wal, 32 + (frames - 20) * 4120 + 500, 64)
  ok(hashOf(left.wal) !== log)
  const spoilt = hashOf(left.wal)
  await refusesToStart(left, left.wal)
  equal(hashOf(left.wal), spoilt)

  // The way out that docs/operating.md names: give up what comes after the damage.
  const database = new Database(left.database)
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
  const relay = await startChildRelay({ dataDir: left.folder, port: left.port })
  atEnd(() => relay.end('SIGKILL'))
  left.writer.connect()
  await until('its writer brings back what is missing', () => left.writer.isSynced())
  left.writer.say('one more')
  await until('it is kept', () => left.writer.kept() === 41)
  await relay.end('SIGTERM')
  checkDisk(readDisk(left.folder), [left.writer], [], 'brought back')
})

test('a garbled head of the write-ahead log stops the start as well', async () => {
  const left = await leaveFolder('SIGKILL')
  spoil(left.wal, 0, 32)
  await refusesToStart(left, left.wal)
})

test('a transaction that was cut short by a power cut is no damage', async () => {
  const left = await leaveFolder('SIGKILL')
  truncateSync(left.wal, statSync(left.wal).size - 3000)
  const relay = await startChildRelay({ dataDir: left.folder, port: left.port })
  atEnd(() => relay.end('SIGKILL'))
  left.writer.connect()
  await until('it is whole again', () => left.writer.isSynced())
  deepEqual((await relay.end('SIGTERM')).code, 0)
})
