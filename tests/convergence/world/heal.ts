import type { World } from './runHistory.ts'

/** Quiet is reached within so many rounds, or never. */
const maxRounds = 5

/**
 * Ends every fault: all speak with all, truthfully, until a whole round of questions brings nothing new to anybody.
 * @throws {Error} when it takes more frames than there can be reason for.
 */
export const heal = async (world: World): Promise<void> => {
  const { devices, replicas, network, exercised } = world
  const links = (replicas.length * (replicas.length - 1)) / 2
  for (let round = 1; ; round++) {
    // As somebody who scrolls up to the beginning: what a device has, it can show.
    for (const device of devices) while (await device.act({ kind: 'older' }));
    const names = [...new Set(replicas.flatMap(replica => replica.names()))]
    for (const device of devices) await device.openAll(names)
    const before = await holdings(world)
    const sentBefore = network.sent
    for (const replica of replicas) network.cutOff(replica)
    for (const one of replicas) for (const other of replicas) network.connect(one, other)
    // Each replica may learn something new of a document from each other, and tells all others of it once. Every link asks both
    // ways and is answered; a tenth of what can be said is acknowledged. More than that is a conversation that feeds itself.
    const limit = names.length * (4 * links + 2 * replicas.length * (replicas.length - 1) ** 2) + 50
    const drain = async (): Promise<void> => {
      while (network.air.length > 0) {
        if (network.sent - sentBefore > limit)
          throw new Error(`more than ${limit} frames for ${names.length} documents`)
        const received = await network.deliver(0)
        if (received === 'refused') throw new Error('an honest frame was refused')
      }
    }
    await drain()
    await acknowledgeAll(world, drain)
    exchangeMarkers(world)
    exercised.healFrames += network.sent - sentBefore
    if ((await holdings(world)) === before && network.sent - sentBefore <= names.length * 8 * links) return
    if (round === maxRounds) throw new Error(`still something new after ${maxRounds} rounds`)
  }
}

const acknowledgeAll = async ({ replicas }: World, drain: () => Promise<void>): Promise<void> => {
  for (const replica of replicas) await replica.acknowledge()
  await drain()
}

const exchangeMarkers = ({ devices, slot }: World): void => {
  for (const from of devices) slot.put(from)
  for (const to of devices) slot.tell(to)
}

const holdings = async ({ devices }: World): Promise<string> =>
  JSON.stringify(await Promise.all(devices.map(async device => (await device.view()).clocks)))
