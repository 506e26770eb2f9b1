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
  /** Takes the minimum per client with what is stored: the relay has lost what it acknowledged. */
  lower(document: DocumentName, left: Acknowledgement): Promise<Result<void, StorageFault>>
  forget(document: DocumentName): Promise<Result<void, StorageFault>>
}

/** A damaged row counts as none: the relay acknowledges all of it again at the next sync. */
const clocksOf = (stored: unknown): Acknowledgement => (stored instanceof Map ? stored : new Map())

export interface OpenAcks extends Acks {
  /** Its database was emptied under this page: writes again what the page has heard, which a peer may never say again. */
  restore(): Promise<void>
}

export const openAcks = (database: AccountDatabase): OpenAcks => {
  const remembered = new Map<DocumentName, Acknowledgement>()
  const recall = (document: DocumentName): Acknowledgement => remembered.get(document) ?? new Map()
  return {
    load: async document => {
      const stored = await database.read('acks', tx => tx.store.get(document))
      if (!stored.ok) return stored
      const clocks = clocksOf(stored.value)
      if (clocks.size > 0) remembered.set(document, greatestClocks(recall(document), clocks))
      return ok(clocks)
    },
    raise: (document, heard) => {
      remembered.set(document, greatestClocks(recall(document), heard))
      return database.write('acks', 'relaxed', async tx => {
        const stored = clocksOf(await tx.store.get(document))
        await tx.store.put(greatestClocks(stored, heard), document)
      })
    },
    lower: (document, left) => {
      remembered.set(document, smallestClocks(recall(document), left))
      return database.write('acks', 'relaxed', async tx => {
        const stored = clocksOf(await tx.store.get(document))
        await tx.store.put(smallestClocks(stored, left), document)
      })
    },
    forget: document => {
      remembered.delete(document)
      return database.write('acks', 'relaxed', tx => tx.store.delete(document))
    },
    restore: async () => {
      const all = [...remembered]
      // What is there is another tab's word, which may have had to lower it.
      await database.write('acks', 'relaxed', async tx => {
        for (const [document, heard] of all)
          if ((await tx.store.getKey(document)) === undefined) await tx.store.put(heard, document)
      })
    },
  }
}

/** Per client the greater of two next clocks. */
export const greatestClocks = (one: Acknowledgement, other: Acknowledgement): Acknowledgement => {
  const greatest = new Map(one)
  for (const [client, clock] of other) greatest.set(client, Math.max(clock, greatest.get(client) ?? 0))
  return greatest
}

/** Per client of `stored` the smaller of two next clocks; what `left` does not name stays. */
export const smallestClocks = (stored: Acknowledgement, left: Acknowledgement): Acknowledgement =>
  new Map([...stored].map(([client, clock]) => [client, Math.min(clock, left.get(client) ?? clock)]))
