import { createHmac, hkdfSync } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { ready, server } from '@serenity-kit/opaque'
import { sayStoreFault } from '../store/sayStoreFault.ts'

/** Beside the database, never in it: a stolen copy of the database alone leaves nothing to guess passwords against (design.md §4). */
export const setupFile = 'opaque-setup'

/** What this relay alone knows, made at its first start. Losing it locks everybody's password out; recovery codes go on working. */
export interface RelaySecret {
  /** OPAQUE server setup (RFC 9807 §2.2: OPRF seed and server key pair), base64url. */
  readonly opaqueSetup: string
  /** A keyed digest, base64url, 32 bytes; equal for equal purpose and text. */
  digest(purpose: 'unknown-handle' | 'retired-handle', text: string): string
}

/**
 * Reads the secret of a data folder, or makes it (readable by its owner alone, and on the disk before it is used). In memory it
 * lives as long as the process.
 * @throws at start-up: the file cannot be read or written, or is no setup.
 */
export const openRelaySecret = async (dataDir: string): Promise<RelaySecret> => {
  await ready
  const opaqueSetup = dataDir === ':memory:' ? server.createSetup() : readOrCreate(dataDir)
  try {
    server.getPublicKey(opaqueSetup)
  } catch (cause) {
    throw new Error(`${join(dataDir, setupFile)} holds no OPAQUE setup: restore it from where it was kept.`, { cause })
  }
  const key = new Uint8Array(hkdfSync('sha256', opaqueSetup, '', 'sarangbang/relay-digest/1', 32))
  return {
    opaqueSetup,
    digest: (purpose, text) => createHmac('sha256', key).update(`${purpose}\0${text}`).digest('base64url'),
  }
}

const readOrCreate = (dataDir: string): string => {
  const path = join(dataDir, setupFile)
  try {
    return readIfThere(path) ?? create(dataDir, path)
  } catch (error) {
    throw sayStoreFault(path, error)
  }
}

const readIfThere = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return null
  }
}

const create = (dataDir: string, path: string): string => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const setup = server.createSetup()
  // Whole or not at all: a start that is killed, or has no room, must not leave an empty secret that keeps every later one out.
  // Nobody else is at it: whoever opens the secret holds the folder (lockFolder.ts).
  const unfinished = `${path}.unfinished`
  writeSynced(unfinished, setup)
  renameSync(unfinished, path)
  syncFolder(dataDir)
  return setup
}

const writeSynced = (path: string, text: string): void => {
  const file = openSync(path, 'w', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** A new name is on the disk once its folder is. */
const syncFolder = (path: string): void => {
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
