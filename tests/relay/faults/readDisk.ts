import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { livePlaces, alice, openMember } from '@sarangbang/shared/room/logMember.fixture.ts'
import Database from 'better-sqlite3'
import * as Y from 'yjs'
import { databaseFile } from '../../../relay/src/store/database.ts'

/** What a data folder holds, read from a copy: the original is left as the process left it. */
export interface Disk {
  /** What SQLite says of the whole file: `ok`. */
  readonly integrity: string
  /** `session:clock` of every envelope that is there and not erased. */
  live(document: DocumentName): ReadonlySet<string>
  stateOf(document: DocumentName): ReadonlyMap<number, number>
  marker(account: string): { readonly version: number; readonly sealed: string } | null
  /** State of each request, by nonce. */
  requests(): ReadonlyMap<string, string>
  /** Documents whose rows still hold what was erased. */
  holdingErased(): number
}

export const readDisk = (folder: string): Disk => {
  const copy = mkdtempSync(join(tmpdir(), 'sarangbang-copy-'))
  cpSync(folder, copy, { recursive: true })
  const database = new Database(join(copy, databaseFile))
  const integrity = (database.pragma('integrity_check') as { integrity_check: string }[])
    .map(row => row.integrity_check)
    .join('\n')
  const docs = new Map<string, Y.Doc>()
  const docOf = (name: string): Y.Doc => docs.get(name) ?? new Y.Doc()
  for (const { name, bytes } of database
    .prepare<[], { name: string; bytes: Uint8Array }>(
      'select name, bytes from document_updates join documents on documents.id = document order by seq',
    )
    .iterate()) {
    const doc = docOf(name)
    docs.set(name, doc)
    Y.applyUpdate(doc, bytes)
  }
  for (const [name, doc] of docs) if (doc.store.pendingStructs) throw new Error(`rows of ${name} are missing`)
  const markers = database
    .prepare<[], { account: string; version: number; sealed: string }>('select account, version, sealed from markers')
    .all()
  const requests = database.prepare<[], { nonce: string; state: string }>('select nonce, state from connections').all()
  const erased = database
    .prepare<[], { count: number }>('select count(*) as count from documents where erased_at is not null')
    .get()
  database.close()
  rmSync(copy, { recursive: true })
  return {
    integrity,
    live: name => new Set(livePlaces(openMember(alice, name, { doc: docOf(name) }))),
    stateOf: name => Y.decodeStateVector(Y.encodeStateVector(docOf(name))),
    marker: account => markers.find(marker => marker.account === account) ?? null,
    requests: () => new Map(requests.map(({ nonce, state }) => [nonce, state])),
    holdingErased: () => erased?.count ?? 0,
  }
}
