import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openRelaySecret, setupFile } from './relaySecret.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sarangbang-secret-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('is made once, kept, and digests alike after every start', async () => {
  const first = await openRelaySecret(folder)
  const second = await openRelaySecret(folder)
  expect(second.opaqueSetup).toBe(first.opaqueSetup)
  expect(second.digest('unknown-handle', 'x')).toBe(first.digest('unknown-handle', 'x'))
  expect(first.digest('retired-handle', 'x')).not.toBe(first.digest('unknown-handle', 'x'))
  expect((await openRelaySecret(':memory:')).opaqueSetup).not.toBe(first.opaqueSetup)
})

test.each(['', 'no setup', 'AAAA'])('a file that is no setup (%j) stops the start and is left as it is', async text => {
  await writeFile(join(folder, setupFile), text)
  await expect(openRelaySecret(folder)).rejects.toThrow(/opaque-setup holds no OPAQUE setup/)
  expect(await readFile(join(folder, setupFile), 'utf8')).toBe(text)
})
