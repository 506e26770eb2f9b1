import { deepEqual, equal, rejects } from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { headName, type DocumentName } from '@sarangbang/shared/room/documentName.ts'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, test } from 'vitest'
import { databaseFile, openDatabase, type OpenDatabase } from './database.ts'
import { documentsInSqlite } from './documentsInSqlite.ts'
import { writeInThread } from './writeInThread.ts'

const document = headName('AAAAAAAAAAAAAAAAAAAAAA' as RoomId)
const rowOf = (byte: number) => ({ document, bytes: Uint8Array.of(byte), erases: false })

let folder: string
let database: OpenDatabase
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sarangbang-thread-'))
  database = await openDatabase(folder, 0)
})
afterEach(async () => {
  await database.close()
  rmSync(folder, { recursive: true })
})

test('while a write waits for the disk the event loop goes on, and reads see what was there before', async () => {
  const { append, load } = documentsInSqlite(database)
  await append([rowOf(1)])
  const slow = new Database(join(folder, databaseFile))
  slow.exec('begin immediate')
  let isDone = false
  const second = append([rowOf(2)]).then(() => (isDone = true))
  for (let turn = 0; turn < 100; turn++) await setImmediate()
  equal((await load(document)).updates.length, 1)
  equal(isDone, false)
  slow.exec('rollback')
  slow.close()
  await second
  equal((await load(document)).updates.length, 2)
})

test('calls are carried out in their order; closing waits for all of them', async () => {
  const writes = writeInThread(join(folder, databaseFile))
  const done: string[] = []
  const calls = [
    writes.append([rowOf(1), rowOf(2)]).then(positions => done.push(`append ${positions.join()}`)),
    writes.replace(document, Uint8Array.of(3), 2).then(() => done.push('replace')),
    writes.append([rowOf(4)]).then(positions => done.push(`append ${positions.join()}`)),
    writes.scrub().then(isScrubbed => done.push(`scrub ${isScrubbed}`)),
  ]
  await writes.close()
  deepEqual(done, ['append 1,2', 'replace', 'append 3', 'scrub true'])
  await Promise.all(calls)
  const { updates, position } = await documentsInSqlite(database).load(document)
  deepEqual([updates.map(bytes => bytes[0]), position], [[3, 4], 3])
})

test('it rejects as SQLite throws, with the code, and all of that call is undone', async () => {
  const { append, load } = documentsInSqlite(database)
  await append([rowOf(1)])
  await rejects(append([rowOf(2), { ...rowOf(3), document: 'none' as DocumentName }]), /not a document name/)
  equal((await load(document)).updates.length, 1)
  const reader = new Database(join(folder, databaseFile))
  reader.exec('drop table document_updates')
  await rejects(append([rowOf(3)]), { code: 'SQLITE_ERROR' })
  reader.close()
})

test('a thread that ended by itself rejects what waited, and the next call has a new one', async () => {
  const elsewhere = join(folder, 'later')
  const writes = writeInThread(join(elsewhere, databaseFile))
  const both = [writes.append([rowOf(1)]), writes.scrub()]
  for (const call of both) await rejects(call, /directory does not exist/)
  mkdirSync(elsewhere)
  await (await openDatabase(elsewhere, 0)).close()
  deepEqual(await writes.append([rowOf(1)]), [1])
  await writes.close()
})
