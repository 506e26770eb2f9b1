import type { Acknowledgement } from '@sarangbang/shared/api/socket.ts'
import { ok, type Result } from '@sarangbang/shared/result.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { AccountDatabase } from './accountDatabase.ts'
import type { StorageFault } from './storageFault.ts'

/** How far others have said that a document is on their disks, so that ticks outlive the page (design.md §5). */
export interface Acks {
  /** Next clock by client; empty where nothing was acknowledged. */
  load(document: DocumentName): Promise<Result<Acknowledgement, StorageFault>>
  /** Takes the maximum per client with what is stored, by whichever tab. Relaxed: an acknowledgement comes again at the next sync. */
  raise(document: DocumentName, heard: Acknowledgement): Promise<Result<void, StorageFault>>
  forget(document: DocumentName): Promise<Result<void, StorageFault>>
}

export const openAcks = (database: AccountDatabase): Acks => ({
  load: async document => {
    const stored = await database.read('acks', tx => tx.store.get(document))
    return stored.ok ? ok(stored.value ?? new Map()) : stored
  },
  raise: (document, heard) =>
    database.write('acks', 'relaxed', async tx => {
      const stored = (await tx.store.get(document)) ?? new Map<number, number>()
      await tx.store.put(greatestClocks(stored, heard), document)
    }),
  forget: document => database.write('acks', 'relaxed', tx => tx.store.delete(document)),
})

/** Per client the greater of two next clocks. */
export const greatestClocks = (one: Acknowledgement, other: Acknowledgement): Acknowledgement => {
  const greatest = new Map(one)
  for (const [client, clock] of other) greatest.set(client, Math.max(clock, greatest.get(client) ?? 0))
  return greatest
}
