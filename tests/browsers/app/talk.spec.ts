import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { AccountRecord, EpochKey } from '../../../client/src/replica/store/index.ts'
import { people } from './openTown.ts'
import { expect, test } from './town.ts'

test('[C1] two people sign up, become friends and talk, and each sees the other’s words once', async ({ friends }) => {
  const { minji, junho } = friends
  await minji.say('준호야, 창밖 봤어?')
  await expect(junho.message('준호야, 창밖 봤어?')).toHaveCount(1)
  await junho.say('우와 진짜 예쁘다')
  await expect(minji.message('우와 진짜 예쁘다')).toHaveCount(1)
  await expect(junho.message('준호야, 창밖 봤어?')).toHaveCount(1)
})

/** Every file the relay has written, as one. */
const readAll = async (folder: string): Promise<Buffer> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile())
  return Buffer.concat(await Promise.all(files.map(file => readFile(join(file.parentPath, file.name)))))
}

/** The private keys a device holds, as the app itself keeps them, as raw bytes and in every way they might be written. */
const secretsOf = async (page: Page): Promise<number[][]> =>
  page.evaluate(async () => {
    const open = (name: string) =>
      new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name)
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const all = <T>(db: IDBDatabase, store: string) =>
      new Promise<T[]>(resolve => {
        const request = db.transaction(store).objectStore(store).getAll()
        request.onsuccess = () => resolve(request.result as T[])
      })
    const device = await open('sarangbang')
    const [record] = await all<AccountRecord>(device, 'account')
    if (record === undefined) throw new Error('nobody is signed in')
    const account = await open(`sarangbang/${record.person.keys.account}`)
    const keys = await all<EpochKey>(account, 'keyring')
    device.close()
    account.close()
    const { signing, agreement } = record.vault.identity
    return [signing.secret, agreement.secret, ...keys.map(({ key }) => key)].map(bytes => [...bytes])
  })

test('[C1] the relay’s disk and every wire hold neither words, nor keys, nor passwords', async ({ town, friends }) => {
  const { minji, junho } = friends
  const words = '도토리묵은북쪽찬장둘째칸에'
  await minji.say(words)
  await expect(junho.message(words)).toBeVisible()
  await expect(minji.message(words)).toHaveAccessibleName(/보관됨|읽음/)

  const secrets = [...(await secretsOf(minji.page)), ...(await secretsOf(junho.page))].map(bytes => Buffer.from(bytes))
  // Two people's two keys each, and at least one room key: the search below looks for something.
  expect(secrets.length).toBeGreaterThanOrEqual(6)
  const places = {
    disk: await readAll(town.relay().dataDir),
    minji: minji.wire.traffic(),
    junho: junho.wire.traffic(),
  }
  for (const [place, bytes] of Object.entries(places)) {
    // Something is there at all, and a search of this kind finds what is.
    expect(bytes.includes(Buffer.from(people.minji.handle)), place).toBe(true)
    for (const text of [words, people.minji.password, people.junho.password]) {
      expect(bytes.includes(Buffer.from(text)), `${text} in ${place}`).toBe(false)
      expect(bytes.includes(Buffer.from(JSON.stringify(text).slice(1, -1))), `${text} in ${place}`).toBe(false)
    }
    for (const secret of secrets) {
      const written = [
        secret,
        ...(['hex', 'base64', 'base64url'] as const).map(way => Buffer.from(secret.toString(way))),
      ]
      for (const one of written) expect(bytes.includes(one), `a key in ${place}`).toBe(false)
    }
  }
})
