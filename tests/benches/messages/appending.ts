import { openDocumentLog } from '@sarangbang/shared/room/openDocumentLog.ts'
import * as Y from 'yjs'
import type { Contender } from '../measure/sideBySide.ts'
import { authorNamed, messageOf } from '../town/author.ts'
import { month } from '../town/writeMonth.ts'

const operations = 200

/** Own messages into an empty document, one transaction each: the log that checks them, beside a bare `Y.Array`. */
export const appending = (): readonly Contender[] => {
  const author = authorNamed('alice')
  const { account, session } = author
  const envelopes = Array.from({ length: operations }, (_, clock) =>
    author.seal(month, { session, clock }, messageOf(clock)),
  )
  const bare = 'bare Y.Array insert'
  return [
    {
      name: bare,
      operations,
      run() {
        const log = new Y.Doc().getArray<Uint8Array>('log')
        for (const bytes of envelopes) log.insert(log.length, [bytes])
      },
    },
    {
      name: 'append',
      against: bare,
      operations,
      run() {
        const log = openDocumentLog({ name: month, author: account, session, verify: () => true })
        for (const bytes of envelopes) log.append([() => bytes])
      },
    },
  ]
}
