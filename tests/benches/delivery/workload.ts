import type { BenchSize } from '../benchSize.ts'

/**
 * What is sent to whom. Before the clock runs every speaker sends `warmUpEach` messages as fast as they go, then `pacedWarmUpEach` at
 * the pace that is measured: a relay runs for months, and V8 compiles what a flood never runs, because a flood comes in batches.
 */
export interface Workload {
  readonly name: string
  readonly rooms: number
  readonly membersEach: number
  readonly warmUpEach: number
  /** 0 where there is no pace. */
  readonly pacedWarmUpEach: number
  readonly messagesEach: number
  /** Over all senders; `null` for as fast as it goes. */
  readonly perSecond: number | null
  readonly targets: readonly DeliveryTarget[]
}

/** What our relay may come to: so many times another system's, or so much (KiB) where there is no other. */
export interface DeliveryTarget {
  readonly of: 'cpu' | 'p99' | 'clientKiB'
  readonly against: 'raw' | 'hocuspocus' | null
  readonly atMost: number
}

const room = 50
const warmUpMessages = 2000
/** At 200 a second the CPU a message costs our relay goes on falling for the first thousand, by a quarter; the raw loop's for a hundred. */
const pacedWarmUpMessages = 1000
const cpu = (against: 'raw' | 'hocuspocus', atMost: number): DeliveryTarget => ({ of: 'cpu', against, atMost })
const p99 = (atMost: number): DeliveryTarget => ({ of: 'p99', against: 'raw', atMost })

/** @param size how long. */
export const workloadsOf = ({
  steadyMs,
  floodMessages,
  pairs,
}: Pick<BenchSize, 'steadyMs' | 'floodMessages' | 'pairs'>): readonly Workload[] => {
  const steady = (perSecond: number, speakers: number) => Math.ceil((perSecond * steadyMs) / 1000 / speakers)
  const inOneRoom = (perSecond: number, targets: readonly DeliveryTarget[]): Workload => ({
    name: `1 room × ${room}, ${perSecond.toLocaleString('en')} messages/s`,
    rooms: 1,
    membersEach: room,
    warmUpEach: warmUpMessages / room,
    pacedWarmUpEach: pacedWarmUpMessages / room,
    messagesEach: steady(perSecond, room),
    perSecond,
    targets,
  })
  return [
    inOneRoom(200, [cpu('raw', 1.5), p99(2)]),
    inOneRoom(1000, [cpu('raw', 0.8)]),
    inOneRoom(3000, [cpu('raw', 1), p99(1)]),
    {
      name: `1 room × ${room}, as fast as it goes`,
      rooms: 1,
      membersEach: room,
      warmUpEach: warmUpMessages / room,
      pacedWarmUpEach: 0,
      messagesEach: Math.ceil(floodMessages / room),
      perSecond: null,
      // 0.13 s beside a raw loop of 0.47 s, on the machine the target was set on.
      targets: [cpu('raw', 0.13 / 0.47), cpu('hocuspocus', 1 / 6)],
    },
    {
      name: `${pairs} rooms × 2, 1 message/s each`,
      rooms: pairs,
      membersEach: 2,
      warmUpEach: Math.ceil(warmUpMessages / (pairs * 2)),
      pacedWarmUpEach: Math.ceil(pacedWarmUpMessages / (pairs * 2)),
      messagesEach: steady(pairs * 2, pairs * 2),
      perSecond: pairs * 2,
      targets: [cpu('hocuspocus', 0.75), { of: 'clientKiB', against: null, atMost: 40 }],
    },
  ]
}
