import { openSocket, openSpeaker, type Opening, type SpeakingSocket } from './openSpeaker.ts'
import type { DeliveryTown, Speaker } from './deliveryTown.ts'
import type { Knowledge } from './languages/language.ts'
import { listen } from './listen.ts'
import { sendAll } from './sendAll.ts'
import { startSystem } from './startSystem.ts'
import type { System } from './system.ts'

/** What it came to when everybody connected at once. */
export interface CaughtUp {
  /** From the first connection asked for until the last one had everything. */
  readonly ms: number
  /** Of the relay's process, meanwhile. */
  readonly cpuMs: number
}

/** Who has not everything by then never will. */
const patienceMs = 60_000

/** The ears of somebody who connects, and when they have all there is. */
const hearAll = (speaker: Speaker, hear: Opening['hear'], knowledge: Knowledge) => {
  const everything = Promise.withResolvers<void>()
  const lacking = new Map(knowledge === 'everything' ? [] : speaker.room.clocks)
  if (lacking.size === 0) everything.resolve()
  return {
    complete: everything.promise,
    hear(data: Buffer, isBinary: boolean) {
      const meaning = hear(data, isBinary)
      if (meaning.kind === 'update' || meaning.kind === 'synced') {
        for (const [client, next] of meaning.clocks)
          if (next >= (lacking.get(client) ?? Infinity)) lacking.delete(client)
        if (lacking.size === 0) everything.resolve()
      }
      return meaning
    },
  }
}

/**
 * Everybody says everything; then all but one leave (a document that nobody reads would be loaded first), and each connects again at
 * once: with nothing, or with everything.
 */
export const catchUp = async (
  system: System,
  town: DeliveryTown,
  knowledge: readonly Knowledge[],
): Promise<readonly CaughtUp[]> => {
  const relay = await startSystem(system, town.rooms)
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => {})
  const timer = setTimeout(() => failed.reject(new Error(`nothing more came for ${patienceMs / 1000} s`)), patienceMs)
  const listening = listen(system)
  const sockets: SpeakingSocket[] = []
  const { port } = relay
  try {
    for (const speaker of town.speakers) {
      const hear = listening.hearAs(speaker)
      sockets.push(await openSpeaker(speaker, { system, port, knowledge: 'nothing', hear, failed: () => {} }))
    }
    const sending = { perSecond: null, from: 0, to: town.speakers[0]?.updates.length ?? 0 }
    const { complete } = listening.begin(town, sending)
    await Promise.race([sendAll(sockets, sending, listening.departures, () => performance.now()), failed.promise])
    await Promise.race([complete, failed.promise])
    for (const { socket } of sockets.slice(1)) socket.terminate()
    const results: CaughtUp[] = []
    for (const each of knowledge) {
      timer.refresh()
      results.push(await Promise.race([connectAll(system, town, each, relay), failed.promise]))
    }
    return results
  } finally {
    clearTimeout(timer)
    for (const { socket } of sockets) socket.terminate()
    await relay.close()
  }
}

const connectAll = async (
  system: System,
  { speakers }: DeliveryTown,
  knowledge: Knowledge,
  { port, usage }: Awaited<ReturnType<typeof startSystem>>,
): Promise<CaughtUp> => {
  const listenAs = system.language.makeListen()
  const before = await usage()
  const startedMs = performance.now()
  const sockets = await Promise.all(
    speakers.map(async speaker => {
      const { hear, complete } = hearAll(speaker, listenAs(speaker, knowledge), knowledge)
      const socket = await openSocket(speaker, { system, port, knowledge, hear, failed: () => {} })
      await complete
      return socket
    }),
  )
  const ms = performance.now() - startedMs
  const { cpuSeconds } = await usage()
  for (const socket of sockets) socket.terminate()
  return { ms, cpuMs: (cpuSeconds - before.cpuSeconds) * 1000 }
}
