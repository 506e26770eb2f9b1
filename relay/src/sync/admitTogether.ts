import type { MissingDependency, Refusal } from '@sarangbang/shared/room/documentLog.ts'
import type { HotDocument, IncomingUpdate, SyncSocket } from './hotDocument.ts'
import { mergeIncoming } from './mergeIncoming.ts'
import { SenderSet } from './senderSet.ts'

export interface NotAdmitted {
  readonly socket: SyncSocket
  readonly error: Refusal | MissingDependency
}

/**
 * Admits a batch as one update: one inspection, its signatures checked side by side, one transaction. Where the whole is refused, or
 * cannot be merged, each is admitted by itself, so that a bad one harms nobody but its sender.
 *
 * @returns those that were not admitted, with their senders.
 */
export const admitTogether = async (
  { log }: Pick<HotDocument, 'log'>,
  batch: readonly IncomingUpdate[],
): Promise<readonly NotAdmitted[]> => {
  const merged = batch.length > 1 ? mergeIncoming(batch.map(({ update }) => update)) : null
  if (merged) {
    // `null`: nothing of several senders is held to wait for a proof; by itself each may wait.
    const result = await log.admit(merged, new SenderSet(batch.map(({ socket }) => socket)), null)
    if (result.ok) return []
  }
  const not: NotAdmitted[] = []
  for (const { socket, update } of batch) {
    const result = await log.admit(update, new SenderSet([socket]), socket)
    if (!result.ok) not.push({ socket, error: result.error })
  }
  return not
}
