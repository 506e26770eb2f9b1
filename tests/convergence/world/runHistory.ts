import { makeChronicle, type Chronicle } from './chronicle.ts'
import { checkHealed } from './checkHealed.ts'
import { checkKept } from './checkKept.ts'
import type { Device } from './device.ts'
import type { DeviceOptions } from './deviceOptions.ts'
import { noneExercised, type Exercised } from './exercised.ts'
import { heal } from './heal.ts'
import { tell, type Lie } from './lies.ts'
import { makeMarkerSlot, type MarkerSlot } from './markerSlot.ts'
import { makeNetwork, type Network } from './network.ts'
import { makeRelay } from './relay.ts'
import type { Replica } from './replica.ts'
import type { History, Step } from './step.ts'
import { watchClocks } from './watchClocks.ts'

/** What the platform brings: devices on disks in memory, or on a real browser's IndexedDB. */
export type OpenDevice = (options: Omit<DeviceOptions, 'disk'>) => Promise<Device>

export interface World {
  readonly devices: readonly Device[]
  readonly replicas: readonly Replica[]
  readonly network: Network
  readonly chronicle: Chronicle
  readonly exercised: Exercised
  readonly slot: MarkerSlot
  /** How far each device's clock is off. */
  readonly skewMs: readonly number[]
}

/** Late enough in a month that waiting crosses into the next ones. */
const beginMs = Date.UTC(2026, 0, 20)
const hourMs = 3_600_000

/**
 * Lives through a history on real rooms, documents and journals, heals the network, and checks what came of it.
 * @throws {Error} naming what does not hold.
 */
export const runHistory = async (history: History, openDevice: OpenDevice): Promise<Exercised> => {
  const exercised = noneExercised()
  let nowMs = beginMs
  const byLabel = new Map<string, Device>()
  const chronicle = makeChronicle(label => {
    const person = byLabel.get(label)?.person
    if (person === undefined) throw new Error(`no device ${label}`)
    return { person }
  })
  for (let n = 0; n < history.devices; n++) {
    const person = n % 2 === 0 ? 'alice' : 'bob'
    const skewMs = history.skewMs[n] ?? 0
    const options = {
      label: `${person}${n}`,
      person,
      now: () => nowMs++ + skewMs,
      witness: chronicle,
      offset: { ms: 0 },
    } as const
    byLabel.set(options.label, await openDevice(options))
  }
  const devices = [...byLabel.values()]
  const network = makeNetwork()
  const relay = makeRelay(chronicle)
  const replicas: readonly Replica[] = [...devices, relay]
  const world: World = {
    devices,
    replicas,
    network,
    chronicle,
    exercised,
    slot: makeMarkerSlot(),
    skewMs: history.skewMs,
  }
  const clocks = watchClocks()
  try {
    for (const device of devices) {
      await device.start()
      network.connect(device, relay)
    }
    for (const [at, step] of history.steps.entries()) {
      if (step.kind === 'wait') nowMs += step.hours * hourMs
      await take(world, step).catch((error: unknown) => {
        throw new Error(`step ${at}, ${JSON.stringify(step)}: ${String(error)}`, { cause: error })
      })
      clocks.look(network.heard)
      if (step.kind === 'deliver') for (const device of devices) await checkKept(world, device)
      exercised.steps++
    }
    await heal(world)
    clocks.look(network.heard)
    await checkHealed(world)
    exercised.restamped += [...chronicle.entries.values()].filter(({ restamped }) => restamped.length > 0).length
    exercised.accepted += chronicle.entries.size
    exercised.endangered += [...chronicle.entries.values()].filter(({ isEndangered }) => isEndangered).length
    if (chronicle.problems.length > 0) throw new Error(`problems: ${chronicle.problems.join('; ')}`)
    return exercised
  } finally {
    for (const device of devices) if (!device.hasCrashed()) await device.stop()
  }
}

const at = <T>(list: readonly T[], pick: number): T => {
  const one = list[pick % list.length]
  if (one === undefined) throw new Error('nothing to choose from')
  return one
}

/** A device that stopped starts again at once, on what its disk still has, and unconnected. */
const startAgain = async ({ network }: World, device: Device): Promise<void> => {
  network.cutOff(device)
  await device.start()
}

const take = async (world: World, step: Step): Promise<void> => {
  const { devices, replicas, network, exercised } = world
  const count = (kind: Exclude<keyof Exercised, 'lies'>): void => void exercised[kind]++
  const received = (what: string): void => {
    if (what === 'refused') throw new Error('an honest frame was refused')
  }
  switch (step.kind) {
    case 'act': {
      if (await at(devices, step.device).act(step.action)) count(step.action.kind)
      return
    }
    case 'act and crash': {
      const device = at(devices, step.device)
      device.crashAfterNextWrite()
      await device.act(step.action)
      if (!device.hasCrashed()) return
      count('crashedBetween')
      return startAgain(world, device)
    }
    case 'crash': {
      const device = at(devices, step.device)
      device.crash(step.lose)
      count('crashed')
      return startAgain(world, device)
    }
    case 'restart': {
      const device = at(devices, step.device)
      network.cutOff(device)
      await device.stop()
      count('restarted')
      return startAgain(world, device)
    }
    case 'back up':
      await at(replicas, step.replica).backUp()
      return count('backedUp')
    case 'restore': {
      const replica = at(replicas, step.replica)
      network.cutOff(replica)
      await replica.restore(step.copy)
      await world.chronicle.reckon(replicas)
      return count(replica.account === null ? 'relayRestored' : 'restored')
    }
    case 'connect':
      network.connect(at(replicas, step.one), at(replicas, step.other))
      return
    case 'disconnect': {
      const [one, other] = [at(replicas, step.one), at(replicas, step.other)]
      if (network.isConnected(one, other)) count('disconnected')
      return network.disconnect(one, other)
    }
    case 'deliver':
      for (let n = 0; n < step.frames && network.air.length > 0; n++) received(await network.deliver(0))
      return
    case 'reorder':
      for (const pick of step.picks) {
        if (network.air.length < 2) return
        const where = pick % network.air.length
        if (where > 0) count('reordered')
        received(await network.deliver(where))
      }
      return
    case 'duplicate': {
      if (network.air.length === 0) return
      const flight = at(network.air, step.pick)
      count('duplicated')
      received(await network.forge(flight, flight.document, flight.frame))
      return
    }
    case 'drop':
      if (network.air.length === 0) return
      count('dropped')
      return network.drop(step.pick % network.air.length)
    case 'lie':
      return lieOnce(world, step)
    case 'acknowledge':
      return at(replicas, step.replica).acknowledge()
    case 'marker': {
      if (!world.slot.put(at(devices, step.from))) return
      count('marked')
      return world.slot.tell(at(devices, step.to))
    }
    case 'correct': {
      const device = at(devices, step.device)
      await device.correct(-(world.skewMs[devices.indexOf(device)] ?? 0))
      return count('corrected')
    }
    case 'wait':
      return count('waited')
  }
}

const lieOnce = async (
  { network, exercised, replicas }: World,
  step: Step & { readonly kind: 'lie' },
): Promise<void> => {
  if (network.heard.length === 0) return
  // To whoever speaks with somebody now; what was really said on that line is not needed for a lie.
  const lines = replicas.flatMap(from => replicas.filter(to => network.isConnected(from, to)).map(to => ({ from, to })))
  if (lines.length === 0) return
  const elsewhere = at(network.heard, step.pick).document
  // Not every frame lends itself to every lie: the next one that does.
  let lie: Lie | null = null
  for (let n = 0; n < network.heard.length && lie === null; n++) {
    lie = tell(step.lie, at(network.heard, step.at + n), step.pick, elsewhere)
  }
  if (lie === null) return
  const line = at(lines, step.pick)
  const received = await network.forge(line, lie.document, lie.frame)
  exercised.lies[step.lie]++
  if (received === 'refused') exercised.liesRefused++
}
