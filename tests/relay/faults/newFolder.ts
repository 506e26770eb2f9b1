import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atEnd } from './atEnd.ts'

/** An empty folder for this test. @param what part of its name, for whoever finds it left behind by a test that was killed */
export const newFolder = (what: string): string => {
  const folder = mkdtempSync(join(tmpdir(), `sarangbang-${what}-`))
  atEnd(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
