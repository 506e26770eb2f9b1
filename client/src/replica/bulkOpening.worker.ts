/** Opens many envelopes off the page's thread: 16 µs each, which a backlog of 10,000 would make a visible stop. */
import type { BulkAnswer, BulkQuestion } from './openInBulk.ts'
import { openedOf } from './openedOf.ts'

self.onmessage = ({ data }: MessageEvent<BulkQuestion>) => {
  const { id, document, envelopes, keys } = data
  const results = envelopes.map(envelope => openedOf(document, envelope, epoch => keys.get(epoch) ?? null))
  self.postMessage({ id, results } satisfies BulkAnswer)
}
