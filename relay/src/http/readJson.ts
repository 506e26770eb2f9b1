import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import type { Refusal } from './refusal.ts'

/** 64 KiB: the largest honest body (sign-up: vault, locks and record in base64url) is about 8 KB. */
export const maxJsonBytes = 64 * 1024

/**
 * Reads an untrusted JSON body, and never more than `maxBytes` of it, whatever `Content-Length` says. Only `application/json`
 * is taken: a plain form of another site cannot send that without being asked first (CORS).
 */
export const readJson = async (request: Request, maxBytes = maxJsonBytes): Promise<Result<unknown, Refusal>> => {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') return fail({ kind: 'request-invalid', detail: 'content-type: application/json' })
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return fail({ kind: 'request-too-large' })
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of request.body ?? []) {
    bytes += piece.byteLength
    if (bytes > maxBytes) return fail({ kind: 'request-too-large' })
    pieces.push(piece)
  }
  try {
    return ok(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces))))
  } catch {
    return fail({ kind: 'request-invalid', detail: 'body: not JSON in UTF-8' })
  }
}
