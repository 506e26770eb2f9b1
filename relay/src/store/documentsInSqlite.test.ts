import { equal, throws } from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { headName } from '@sarangbang/shared/room/documentName.ts'
import Database from 'better-sqlite3'
import { test } from 'vitest'
import { databaseFile, openDatabase } from './database.ts'
import { documentsInSqlite } from './documentsInSqlite.ts'
import { documentStoreContract } from './documentStoreContract.ts'

const open = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-store-'))
  const opened = [await openDatabase(folder, 0)]
  return {
    folder,
    store: documentsInSqlite(opened[0]!),
    async reopen() {
      const database = await openDatabase(folder, 0)
      opened.push(database)
      return documentsInSqlite(database)
    },
    async close() {
      for (const database of opened) await database.close()
      rmSync(folder, { recursive: true })
    },
  }
}

documentStoreContract('SQLite', open)

/** Whether any file of a folder holds these bytes. */
const isOnDisk = (folder: string, bytes: Buffer): boolean =>
  readdirSync(folder).some(file => readFileSync(join(folder, file)).includes(bytes))

test('[C5] after replace and scrub no file holds what was replaced, small or on overflow pages', async () => {
  const { store, folder, close } = await open()
  const document = headName('AAAAAAAAAAAAAAAAAAAAAA' as RoomId)
  const secrets = [Buffer.from('a secret of one line'), Buffer.from('a long secret '.repeat(4000))]
  const positions = await store.append(secrets.map(bytes => ({ document, bytes, erases: true })))
  for (const secret of secrets) equal(isOnDisk(folder, secret.subarray(0, 14)), true)
  await store.replace(document, Buffer.from('nothing'), positions.at(-1) ?? 0)
  equal(await store.scrub(), true)
  for (const secret of secrets) equal(isOnDisk(folder, secret.subarray(0, 14)), false)
  await close()
})

test('[C5] a deleted room is nowhere on the disk after scrub', async () => {
  const { store, folder, close } = await open()
  const room = 'AAAAAAAAAAAAAAAAAAAAAA' as RoomId
  await store.append([{ document: headName(room), bytes: Buffer.from('words of two people'), erases: false }])
  await store.deleteRoom(room)
  equal(await store.scrub(), true)
  equal(isOnDisk(folder, Buffer.from('words of two people')), false)
  await close()
})

test('an append waits for a kysely transaction, which nobody overtakes though it began by reading', async () => {
  const { folder, close } = await open()
  const database = await openDatabase(folder, 0)
  const store = documentsInSqlite(database)
  const document = headName('AAAAAAAAAAAAAAAAAAAAAA' as RoomId)
  const other = new Database(join(folder, databaseFile), { timeout: 0 })
  let appended: Promise<readonly number[]> | undefined
  await database.kysely.transaction().execute(async transaction => {
    await transaction.selectFrom('documents').selectAll().execute()
    throws(() => other.prepare("insert into documents (name, room) values ('a', 'b')").run(), /locked/)
    appended = store.append([{ document, bytes: new Uint8Array(1), erases: false }])
    await transaction.insertInto('documents').values({ name: 'c', room: 'd' }).execute()
  })
  equal((await appended)?.length, 1)
  equal((await store.load(document)).updates.length, 1)
  other.close()
  await database.close()
  await close()
})
