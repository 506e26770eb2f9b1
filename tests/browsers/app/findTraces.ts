import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'

/** Every value of every store of every database of this device, and its localStorage: bytes as hex, texts as they are. */
const keptHere = (page: Page): Promise<{ readonly bytes: readonly string[]; readonly texts: readonly string[] }> =>
  page.evaluate(async () => {
    const bytes: string[] = []
    const texts: string[] = [...Object.keys(localStorage), ...Object.values(localStorage)].map(String)
    const collect = (value: unknown): void => {
      if (value instanceof ArrayBuffer) collect(new Uint8Array(value))
      else if (value instanceof Uint8Array) bytes.push(Array.from(value, b => b.toString(16).padStart(2, '0')).join(''))
      else if (value instanceof Map) [...value.keys(), ...value.values()].forEach(collect)
      else if (typeof value === 'string') texts.push(value)
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
      for (const store of db.objectStoreNames) {
        const objects = db.transaction(store).objectStore(store)
        collect(await done(objects.getAll()))
        collect(await done(objects.getAllKeys()))
      }
      db.close()
    }
    return { bytes, texts }
  })

/** The sealed text of the message that `write` writes: the middle of the largest row it leaves, so it should be a long one. Hex. */
export const sealedBy = async (page: Page, write: () => Promise<void>): Promise<string> => {
  const before = new Set((await keptHere(page)).bytes)
  await write()
  const [row = ''] = (await keptHere(page)).bytes.filter(one => !before.has(one)).sort((a, b) => b.length - a.length)
  return row.slice(Math.floor(row.length / 4) * 2).slice(0, 64)
}

/** What of it is on this device: sealed bytes, or the text, as bytes (the journal has it unsealed) or as text, on disk or on the screen. */
export const tracesOn = async (page: Page, sealed: readonly string[], text: string): Promise<readonly string[]> => {
  const { bytes, texts } = await keptHere(page)
  const plain = Buffer.from(text).toString('hex')
  const screen = await page.evaluate(() => document.body.innerText + document.title)
  return [
    ...(bytes.some(row => sealed.some(one => row.includes(one))) ? ['sealed'] : []),
    ...(bytes.some(row => row.includes(plain)) ? ['plain bytes'] : []),
    ...(texts.some(one => one.includes(text)) ? ['text'] : []),
    ...(screen.includes(text) ? ['screen'] : []),
  ]
}

/** Whether any file under a folder has these bytes. */
export const isInFolder = async (folder: string, sealed: readonly string[]): Promise<boolean> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile()).map(entry => readFile(join(entry.parentPath, entry.name)))
  const hex = Buffer.concat(await Promise.all(files)).toString('hex')
  return sealed.some(one => hex.includes(one))
}
