import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openConnection } from './connection.ts'
import { databaseFile } from './database.ts'
import { openStore } from './openStore.ts'
import { storeContract } from './storeContract.ts'

storeContract('SQLite in memory', async work => {
  const store = await openStore(':memory:', 0)
  try {
    await work(store)
  } finally {
    await store.close()
  }
})

const withFolder = async (work: (folder: string) => Promise<void>) => {
  const folder = await mkdtemp(join(tmpdir(), 'sarangbang-store-'))
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

storeContract('SQLite on disk', work =>
  withFolder(async folder => {
    const store = await openStore(folder, 0)
    try {
      await work(store)
    } finally {
      await store.close()
    }
  }),
)

test('what was written is there after opening again, and only its owner may read the folder', () =>
  withFolder(async parent => {
    const folder = join(parent, 'data')
    const first = await openStore(folder, 0)
    await first.accounts.retireHandle('digest', 10)
    await first.close()
    const second = await openStore(folder, 0)
    expect(await second.accounts.isHandleRetired('digest', 5)).toBe(true)
    await second.close()
    expect((await stat(folder)).mode & 0o077).toBe(0)
  }))

test("a folder is one relay's alone, until that one lets go", () =>
  withFolder(async folder => {
    const first = await openStore(folder, 0)
    await expect(openStore(folder, 0)).rejects.toThrow(/Another relay is running/)
    await first.ping()
    await first.close()
    await (await openStore(folder, 0)).close()
  }))

test('a process that dies lets go of its folder', () =>
  withFolder(async folder => {
    const script = `
      import { lockFolder } from ${JSON.stringify(new URL('lockFolder.ts', import.meta.url).href)}
      lockFolder(${JSON.stringify(folder)})
      console.log('held')
      setInterval(() => {}, 1000)`
    const other = spawn(process.execPath, ['--input-type=module', '-e', script])
    await once(other.stdout, 'data')
    await expect(openStore(folder, 0)).rejects.toThrow(/Another relay is running/)
    other.kill('SIGKILL')
    await once(other, 'exit')
    await (await openStore(folder, 0)).close()
  }))

test('a database that a newer relay has used is refused and left as it is', () =>
  withFolder(async folder => {
    await (await openStore(folder, 0)).close()
    const raw = new Database(join(folder, databaseFile))
    raw.prepare("insert into applied_migrations values (900, '0900-later', 0)").run()
    raw.close()
    await expect(openStore(folder, 0)).rejects.toThrow(/newer relay.*0900-later/)
  }))

test('every connection is as durable and as forgetful as promised', () =>
  withFolder(async folder => {
    const connection = openConnection(join(folder, databaseFile))
    const pragma = (name: string) => connection.pragma(name, { simple: true })
    expect([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys'), pragma('secure_delete')]).toEqual([
      'wal',
      2,
      1,
      1,
    ])
    connection.close()
  }))
