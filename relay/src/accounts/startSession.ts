import { randomBytes } from 'node:crypto'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { SessionRecords } from '../store/sessions.ts'
import { cleanText } from './cleanText.ts'
import { hashSessionToken, makeSessionToken } from './sessionToken.ts'

/** More devices than anybody has; a program that logs in without logging out must not fill the table. */
export const maxSessions = 50

export interface StartedSession {
  readonly token: string
  /** Sessions that made room: the longest unused. Revoke them after the transaction. */
  readonly ended: readonly string[]
}

/** Adds a session. Call inside the transaction that checked the account. @param device untrusted: what it calls itself. */
export const startSession = async (
  sessions: SessionRecords,
  account: AccountId,
  device: string,
  nowMs: number,
): Promise<StartedSession> => {
  const ended = (await sessions.ofAccount(account)).slice(maxSessions - 1).map(session => session.id)
  for (const id of ended) await sessions.remove(account, id)
  const token = makeSessionToken()
  await sessions.add({
    id: randomBytes(12).toString('base64url'),
    tokenHash: hashSessionToken(token),
    account,
    device: cleanText(device),
    createdMs: nowMs,
    lastUsedMs: nowMs,
  })
  return { token, ended }
}
