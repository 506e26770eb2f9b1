import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './town.ts'

/** Every run of bytes this device keeps, as hex. */
const keptBytes = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const found: string[] = []
    const collect = (value: unknown): void => {
      if (value instanceof ArrayBuffer) collect(new Uint8Array(value))
      else if (value instanceof Uint8Array) found.push(Array.from(value, b => b.toString(16).padStart(2, '0')).join(''))
      else if (value instanceof Map) [...value.values()].forEach(collect)
      else if (value !== null && typeof value === 'object') Object.values(value).forEach(collect)
    }
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue
      const db = await done(indexedDB.open(name))
      for (const store of db.objectStoreNames) collect(await done(db.transaction(store).objectStore(store).getAll()))
      db.close()
    }
    return found
  })

const diskOf = async (folder: string): Promise<string> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile()).map(entry => readFile(join(entry.parentPath, entry.name)))
  return Buffer.concat(await Promise.all(files)).toString('hex')
}

test('[C5] an erased message is gone from the disks of both devices and of the relay, sealed bytes and all', async ({
  town,
  friends,
}) => {
  const { minji, junho } = friends
  await minji.say('앞의 말')
  await expect(minji.message('앞의 말')).toHaveAccessibleName(/보관|읽음/)
  const before = new Set(await keptBytes(minji.page))
  // Long, so that the row that brings it is the largest new one and its middle is the sealed text.
  await minji.say('지울 긴 글 '.repeat(60).trim())
  await expect(junho.message('지울 긴 글')).toBeVisible()
  await expect(minji.message('지울 긴 글')).toHaveAccessibleName(/보관|읽음/)
  const [row = ''] = (await keptBytes(minji.page)).filter(r => !before.has(r)).sort((a, b) => b.length - a.length)
  const sealed = row.slice(Math.floor(row.length / 4) * 2).slice(0, 64)
  const places = async () => {
    const has = (rows: readonly string[]) => rows.some(r => r.includes(sealed))
    return {
      minji: has(await keptBytes(minji.page)),
      junho: has(await keptBytes(junho.page)),
      relay: has([await diskOf(town.relay().dataDir)]),
    }
  }
  await expect.poll(places).toEqual({ minji: true, junho: true, relay: true })

  await minji.message('지울 긴 글').hover()
  await minji.message('지울 긴 글').getByRole('button', { name: '메시지에 할 수 있는 일' }).click()
  await minji.page.getByRole('menuitem', { name: '삭제' }).click()
  const dialog = minji.page.getByRole('dialog').or(minji.page.getByRole('alertdialog'))
  await dialog.getByRole('button', { name: '삭제' }).click()
  await expect(junho.message('지울 긴 글')).toHaveCount(0)
  await expect.poll(places).toEqual({ minji: false, junho: false, relay: false })
  for (const person of [minji, junho]) {
    await person.reload()
    await expect(person.message('앞의 말')).toBeVisible()
  }
})
