import { syncPath } from '@sarangbang/shared/api/socket.ts'
import type { AnswerSync } from '../sync/answerSync.ts'
import type { Mounting } from './mount.ts'
import { problemResponse } from './refusal.ts'

/**
 * `GET /sync/<document>?sv=<base64url>`: one Yjs update with what the caller lacks, for a service worker (design.md §6). Not in the
 * route table, because its answer is bytes. Refusals: `session-missing`, `request-invalid`, `not-a-member`, `unavailable`.
 */
export const mountDocuments = ({ app, authentication }: Mounting, answerSync: AnswerSync): void => {
  app.get(`${syncPath}:document`, async c => {
    const identity = await authentication.ofRequest(c.req.raw.headers)
    if (!identity) return problemResponse({ kind: 'session-missing' })
    const update = await answerSync(identity.account, c.req.param('document'), c.req.query('sv'))
    if (!update.ok) return problemResponse(update.error)
    return new Response(new Uint8Array(update.value), {
      headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store' },
    })
  })
}
