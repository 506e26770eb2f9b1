import { quantile } from '../measure/median.ts'
import type { DeliveryTown } from './deliveryTown.ts'
import { listen, type Phase } from './listen.ts'
import { openSpeaker, type SpeakingSocket } from './openSpeaker.ts'
import { sendAll, type Sending } from './sendAll.ts'
import { startSystem } from './startSystem.ts'
import type { System } from './system.ts'
import type { Latency } from './tally.ts'
import type { Workload } from './workload.ts'

/** What one run of one system came to. */
export interface Delivered {
  readonly deliveries: number
  readonly perSecond: number
  /** Of the relay's process, per 100,000 deliveries. */
  readonly cpuSeconds: number
  readonly latency: Latency
  /** Until its writer knows that the relay has it on disk; `null` where the system tells nobody. */
  readonly kept: Latency | null
  /** Cores in use while it lasted: 1 is one core all the time. */
  readonly relayCores: number
  readonly generatorCores: number
  /** How late messages left, 99th percentile; 0 for a flood. */
  readonly lateMs: number
  /** What an idle socket with its document costs the relay's process, in KiB. */
  readonly clientKiB: number
}

/** A delivery that did not come in this time never will. */
const patienceMs = 60_000
const now = () => performance.now()
const cpuSecondsOf = ({ user, system }: NodeJS.CpuUsage) => (user + system) / 1e6

/** Starts a system, connects everybody, warms up, then sends everything and waits until it is everywhere (and kept, where that is told). */
export const deliver = async (system: System, town: DeliveryTown, workload: Workload): Promise<Delivered> => {
  const { warmUpEach, pacedWarmUpEach, messagesEach, perSecond } = workload
  const warm = warmUpEach + pacedWarmUpEach
  const relay = await startSystem(system, town.rooms)
  const failed = Promise.withResolvers<never>()
  // Whoever waits sees it; when nobody does yet, it is no unhandled rejection.
  failed.promise.catch(() => {})
  const listening = listen(system)
  const sockets: SpeakingSocket[] = []
  let isOver = false

  const run = async (sending: Sending): Promise<{ readonly phase: Phase; readonly late: readonly number[] }> => {
    const phase = listening.begin(town, sending)
    const timer = setTimeout(() => failed.reject(new Error(`${phase.say()} after ${patienceMs / 1000} s`)), patienceMs)
    try {
      const late = await Promise.race([sendAll(sockets, sending, listening.departures, now), failed.promise])
      await Promise.race([phase.complete, failed.promise])
      return { phase, late }
    } finally {
      clearTimeout(timer)
    }
  }

  try {
    const empty = await relay.usage()
    for (const speaker of town.speakers) {
      sockets.push(
        await openSpeaker(speaker, {
          system,
          port: relay.port,
          knowledge: 'nothing',
          hear: listening.hearAs(speaker),
          failed: error => isOver || failed.reject(error),
        }),
      )
    }
    const connected = await relay.usage()
    await run({ perSecond: null, from: 0, to: warmUpEach })
    if (pacedWarmUpEach > 0) await run({ perSecond, from: warmUpEach, to: warm })
    const before = await relay.usage()
    const ownBefore = process.cpuUsage()
    const startedMs = now()
    const { phase, late } = await run({ perSecond, from: warm, to: warm + messagesEach })
    const seconds = (now() - startedMs) / 1000
    const ownCpuSeconds = cpuSecondsOf(process.cpuUsage(ownBefore))
    const after = await relay.usage()
    const relayCpuSeconds = after.cpuSeconds - before.cpuSeconds
    const { count } = phase.deliveries
    const latency = phase.deliveries.latency()
    if (!latency) throw new Error('a bench without deliveries')
    return {
      deliveries: count,
      perSecond: count / seconds,
      cpuSeconds: (relayCpuSeconds / count) * 100_000,
      latency,
      kept: phase.kept.latency(),
      relayCores: relayCpuSeconds / seconds,
      generatorCores: ownCpuSeconds / seconds,
      lateMs: late.length > 0 ? quantile(late, 0.99) : 0,
      clientKiB: (connected.residentBytes - empty.residentBytes) / 1024 / town.speakers.length,
    }
  } finally {
    isOver = true
    for (const { socket } of sockets) socket.terminate()
    await relay.close()
  }
}
