import { deepEqual, equal } from 'node:assert/strict'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { test } from 'vitest'
import type { DocumentStore, StoredDocument } from '../store/documentStore.ts'
import { makeHotDocuments } from './hotDocuments.ts'
import { syncLimits } from './syncLimits.ts'
import type { SyncParts } from './syncParts.ts'

const names = ['A', 'B', 'C', 'D'].map(letter => letter.repeat(22) as DocumentName)
const [erasedA, erasedB, whole] = names

const open = async (memoryBytes: number) => {
  const load = async (name: DocumentName): Promise<StoredDocument> => ({
    updates: [],
    position: 0,
    holdsErased: name === erasedA || name === erasedB,
  })
  const parts = {
    limits: { ...syncLimits, memoryBytes },
    steadyMs: () => 0,
    store: { load } as Partial<DocumentStore>,
  } as SyncParts
  const documents = makeHotDocuments(
    parts,
    () => true,
    () => {},
  )
  for (const name of names) equal((await documents.open(name)).ok, true)
  return documents
}

test('[C5] [O2] memory stays within its budget though nothing is compacted, and what holds erased bytes stays owed', async () => {
  const documents = await open(1)
  documents.evict()
  deepEqual([...documents.all()], [])
  deepEqual([...documents.owed], [erasedA, erasedB])
})

test('within its budget nothing is let go, and nothing is owed', async () => {
  const documents = await open(syncLimits.memoryBytes)
  documents.evict()
  equal([...documents.all()].length, names.length)
  equal(documents.owed.size, 0)
  equal(
    [...documents.all()].some(({ name }) => name === whole),
    true,
  )
})
