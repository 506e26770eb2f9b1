import { openDocumentLog } from '@sarangbang/shared/room/openDocumentLog.ts'
import { parseDocumentName, type DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { verifyInBrowser } from '@sarangbang/client/src/replica/verifyInBrowser.ts'
import * as Y from 'yjs'
import { keepInMemory, type MemoryRows } from './memoryDocument.ts'
import { room } from './people.ts'
import type { Replica } from './replica.ts'
import { rowsHold } from './rowsHold.ts'
import { makeTalk } from './talk.ts'

/** The relay's part: it holds every document of the room, can open none, and says what it has on disk. */
export const makeRelay = (witness: { problem(text: string): void }): Replica => {
  const copies: ReadonlyMap<DocumentName, MemoryRows>[] = [new Map()]
  let disk = new Map<DocumentName, MemoryRows>()
  let generation = 0
  let talk = makeTalk(null)
  let docs: Y.Doc[] = []
  const open = new Set<string>()

  const openOne = async (name: DocumentName): Promise<void> => {
    if (open.has(name)) return
    open.add(name)
    const mine = generation
    const rows = disk.get(name) ?? { now: [], safe: [] }
    disk.set(name, rows)
    const doc = new Y.Doc()
    docs.push(doc)
    const report = (problem: { readonly kind: string }): void => witness.problem(`relay ${name}: ${problem.kind}`)
    const log = openDocumentLog({ name, doc, verify: verifyInBrowser, report })
    const kept = keepInMemory(rows, doc, () => generation === mine)
    const speaking = talk
    await kept.loaded
    speaking.add({
      log,
      committed: kept.committed,
      heard: () => undefined,
      known: () => new Map(),
      relayHas: () => undefined,
    })
  }
  const abandon = (): void => {
    generation++
    talk.end()
    talk = makeTalk(null)
    open.clear()
    for (const doc of docs) doc.destroy()
    docs = []
  }
  const copyOf = (rows: ReadonlyMap<DocumentName, MemoryRows>, how: 'now' | 'safe'): Map<DocumentName, MemoryRows> =>
    new Map([...rows].map(([name, one]) => [name, { now: one[how], safe: one[how] }]))
  return {
    label: 'relay',
    account: null,
    connect: line => talk.connect(line),
    disconnect: line => talk.disconnect(line),
    receive: async (line, document, frame) => {
      const place = parseDocumentName(document)
      if (place === null || place.room !== room.id) return 'unknown'
      await openOne(document as DocumentName)
      return talk.receive(line, document, frame)
    },
    acknowledge: () => talk.acknowledge(),
    names: () => [...disk.keys()],
    hearNames: () => undefined,
    holdings: async () => {
      const held = [...disk].map(([name, { safe }]) => [name, rowsHold(safe)] as const)
      return {
        journaled: new Set(),
        epochs: new Set(held.flatMap(([, { epochs }]) => epochs)),
        clocks: new Map(held.map(([name, { clocks }]) => [name, clocks])),
      }
    },
    backUp: async () => copies.push(copyOf(disk, 'now')) - 1,
    restore: async copy => {
      abandon()
      disk = copyOf(copies[copy] ?? new Map(), 'now')
      await Promise.all([...disk.keys()].map(openOne))
    },
    stop: async () => abandon(),
  }
}
