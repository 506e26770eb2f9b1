import type { VerifySignature } from '@sarangbang/shared/crypto/platform.ts'
import { openDocumentLog } from '@sarangbang/shared/room/openDocumentLog.ts'
import * as Y from 'yjs'
import type { Contender } from '../measure/sideBySide.ts'
import { authorNamed } from '../town/author.ts'
import { month, writeMonth } from '../town/writeMonth.ts'
import { verifiers } from './verifying.ts'

const messages = 64

const applyAll = (updates: readonly Uint8Array[]): void => {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
}
/** @throws when something of it is refused: then nothing was measured. */
const admitAll = async (updates: readonly Uint8Array[], verify: VerifySignature): Promise<void> => {
  const log = openDocumentLog({ name: month, verify })
  for (const update of updates) {
    const admitted = await log.admit(update, 'bench')
    if (!admitted.ok) throw new Error(`the bench writes what is refused: ${admitted.error.kind}`)
  }
}

/** Messages that come one by one, and as the relay takes a busy turn: many in one update, their signatures side by side. */
export const admitting = (): readonly Contender[] => {
  const { doc, updates } = writeMonth(authorNamed('alice'), messages)
  const together = [Y.encodeStateAsUpdate(doc)]
  const without: readonly (readonly [string, VerifySignature])[] = [['no signature check', () => true]]
  const ways = [...without, ...Object.entries(verifiers)]
  return [
    ...admittingBatch('one by one', updates, ways),
    ...admittingBatch(`${messages} in one update`, together, ways),
  ]
}

const admittingBatch = (
  how: string,
  batch: readonly Uint8Array[],
  ways: readonly (readonly [string, VerifySignature])[],
): readonly Contender[] => {
  const bare = `bare applyUpdate, ${how}`
  const admissions = ways.map(([way, verify]): Contender => ({
    name: `admit, ${how}, ${way}`,
    against: bare,
    operations: messages,
    run: () => admitAll(batch, verify),
  }))
  return [{ name: bare, operations: messages, run: () => applyAll(batch) }, ...admissions]
}
