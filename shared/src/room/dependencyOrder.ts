import { endOf, type StructsByClient, type UpdateStruct } from './updateStruct.ts'

interface Lane {
  readonly list: readonly UpdateStruct[]
  /** How many of `list` are placed. */
  placed: number
}

export interface DependencyOrder {
  /** Every struct after the earlier ones of its client and after both its origins, where those are among the given. */
  readonly ordered: readonly UpdateStruct[]
  /** `false` when some could not be placed: their origins form a circle, or lie beyond what was given. */
  readonly complete: boolean
}

/**
 * Orders structs so that each prefix can be integrated; what lies before a client's first struct counts as being there
 * already. Each struct waits for at most one other at a time, so the work is linear but for one binary search per origin.
 */
export const dependencyOrder = (structs: StructsByClient): DependencyOrder => {
  const lanes = new Map<number, Lane>()
  for (const [client, list] of structs) lanes.set(client, { list, placed: 0 })
  const ordered: UpdateStruct[] = []
  const waiting = new Map<UpdateStruct, Lane[]>()
  const ready = [...lanes.values()]
  let total = 0
  for (const lane of ready) total += lane.list.length
  for (let lane = ready.pop(); lane; lane = ready.pop()) {
    for (let struct = lane.list[lane.placed]; struct; struct = lane.list[lane.placed]) {
      const blocker = blockerOf(struct, lanes)
      if (blocker) {
        const others = waiting.get(blocker)
        if (others) others.push(lane)
        else waiting.set(blocker, [lane])
        break
      }
      ordered.push(struct)
      lane.placed++
      const woken = waiting.get(struct)
      if (woken) ready.push(...woken)
    }
  }
  return { ordered, complete: ordered.length === total }
}

/** The first struct that must be placed before this one; itself, which never comes, when it waits for what is not given. */
const blockerOf = (struct: UpdateStruct, lanes: ReadonlyMap<number, Lane>): UpdateStruct | null => {
  for (const origin of [struct.origin, struct.rightOrigin]) {
    if (!origin || origin.client === struct.client) continue
    const lane = lanes.get(origin.client)
    if (!lane || origin.clock < (lane.list[0]?.clock ?? 0)) continue
    const at = findStruct(lane.list, origin.clock)
    if (at >= lane.placed) return lane.list[at] ?? struct
  }
  return null
}

/** Where the struct that covers `clock` stands; the list's length when it ends before. */
const findStruct = (list: readonly UpdateStruct[], clock: number): number => {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    const struct = list[middle]
    if (struct && endOf(struct) <= clock) low = middle + 1
    else high = middle
  }
  return low
}
