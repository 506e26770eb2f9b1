import type { Device } from './device.ts'
import type { World } from './runHistory.ts'

/**
 * What a device shows as kept is readable without it: its envelope and its key are on other disks. Only where nobody has lied about what
 * he keeps, and no disk that kept something was put back: of those no device can know.
 * @throws {Error} naming the message that would be lost with its writer's device.
 */
export const checkKept = async ({ replicas, chronicle, exercised }: World, device: Device): Promise<void> => {
  if (exercised.lies['false kept'] + exercised.restored + exercised.relayRestored > 0) return
  const { items, ticks } = await device.view()
  const own = items.filter(({ author, kind }) => author === device.account && kind === 'message')
  const kept = own.filter((_, at) => ticks[at] === 'kept')
  if (kept.length === 0) return
  const others = await Promise.all(replicas.filter(one => one !== device).map(one => one.holdings()))
  for (const { ref } of kept) {
    if (!chronicle.isHeld(ref.id, others))
      throw new Error(`${device.label} shows ${ref.id} as kept, and nobody else can read it`)
    exercised.keptByOthers++
  }
}
