import { openDocumentLog } from '@sarangbang/shared/room/openDocumentLog.ts'
import { splitUpdate } from '@sarangbang/shared/room/splitUpdate.ts'
import * as Y from 'yjs'
import type { Contender } from '../measure/sideBySide.ts'
import { month } from '../town/writeMonth.ts'

const nothing = Uint8Array.of(0)
/** How many messages the reader of the second split lacks: what a short absence costs. */
const lacking = 50

const load = (bytes: Uint8Array): Y.Doc => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, bytes)
  return doc
}

/** A month from this device's own store, and to somebody who lacks it. One operation is the whole month. */
export const loading = (doc: Y.Doc): readonly Contender[] => {
  const bytes = Y.encodeStateAsUpdate(doc)
  const clocks = Y.decodeStateVector(Y.encodeStateVector(doc))
  const messages = [...clocks.values()].reduce((sum, next) => sum + next, 0)
  const recent = Y.encodeStateVector(new Map([...clocks].map(([client, next]) => [client, next - lacking])))
  const count = messages.toLocaleString('en')
  const bareLoad = `bare Y.applyUpdate of ${count}`
  const bareAll = `bare Y.encodeStateAsUpdate of ${count}`
  const bareRecent = `bare Y.encodeStateAsUpdate, ${lacking} of ${count} lacking`
  return [
    { name: bareLoad, operations: 1, run: () => load(bytes) },
    {
      name: `load and openDocumentLog of ${count}`,
      against: bareLoad,
      operations: 1,
      run() {
        const log = openDocumentLog({ name: month, doc: load(bytes), verify: () => true })
        if (log.envelopes().length !== messages) throw new Error('not everything was loaded')
      },
    },
    { name: bareAll, operations: 1, run: () => Y.encodeStateAsUpdate(doc) },
    { name: `splitUpdate of ${count}`, against: bareAll, operations: 1, run: () => splitUpdate({ doc }, nothing) },
    { name: bareRecent, operations: 1, run: () => Y.encodeStateAsUpdate(doc, recent) },
    {
      name: `splitUpdate, ${lacking} of ${count} lacking`,
      against: bareRecent,
      operations: 1,
      run: () => splitUpdate({ doc }, recent),
    },
  ]
}
