import type { BenchSize } from '../benchSize.ts'

/**
 * What is sent to whom. Before the clock runs every speaker sends `warmUpEach` messages as fast as they go: a relay's first second
 * is spent on compiling it.
 */
export interface Workload {
  readonly name: string
  readonly rooms: number
  readonly membersEach: number
  readonly warmUpEach: number
  readonly messagesEach: number
  /** Over all senders; `null` for as fast as it goes. */
  readonly perSecond: number | null
  /** At most so many times the raw loop's CPU and p99 (deliverySection.ts). */
  readonly targets: DeliveryTargets
}
export interface DeliveryTargets {
  readonly cpu: number
  readonly p99?: number
  /** KiB of an idle socket with its document. */
  readonly clientKiB?: number
  readonly remark?: string
}

const room = 50
const pairs = 200
const warmUpMessages = 2000

/** @param size how long. The targets are those of the machine they were set on, as multiples of its raw `ws` loop. */
export const workloadsOf = ({ steadyMs, floodMessages }: BenchSize): readonly Workload[] => {
  const steady = (perSecond: number, speakers: number) => Math.ceil((perSecond * steadyMs) / 1000 / speakers)
  return [
    {
      name: '1 room × 50, 200 messages/s',
      rooms: 1,
      membersEach: room,
      warmUpEach: warmUpMessages / room,
      messagesEach: steady(200, room),
      perSecond: 200,
      targets: { cpu: 1.5, p99: 2 },
    },
    {
      name: '1 room × 50, as fast as it goes',
      rooms: 1,
      membersEach: room,
      warmUpEach: warmUpMessages / room,
      messagesEach: Math.ceil(floodMessages / room),
      perSecond: null,
      targets: {
        cpu: 0.13 / 0.47,
        remark:
          'The target is 0.13 s beside a raw loop of 0.47 s (and six times less than hocuspocus, which is not measured yet).',
      },
    },
    {
      name: '200 rooms × 2, 1 message/s each',
      rooms: pairs,
      membersEach: 2,
      warmUpEach: Math.ceil(warmUpMessages / (pairs * 2)),
      messagesEach: steady(pairs * 2, pairs * 2),
      perSecond: pairs * 2,
      targets: {
        cpu: (0.75 * 15.8) / 3.5,
        clientKiB: 40,
        remark:
          'The target is 0.75 × hocuspocus, not measured yet; it cost 15.8 s beside a raw loop of 3.5 s, with 500 rooms.',
      },
    },
  ]
}
