import type { Action } from './action.ts'
import { lieKinds, type LieKind } from './lies.ts'

/** How often each thing really happened, over all histories: a run that left something out has shown less than it says. */
export type Exercised = Record<Exclude<Action['kind'], never> | Counted, number> & {
  readonly lies: Record<LieKind, number>
}

const counted = [
  'steps',
  'accepted',
  'endangered',
  'cameBack',
  'keptByOthers',
  'crashed',
  'crashedBetween',
  'restarted',
  'backedUp',
  'restored',
  'relayRestored',
  'disconnected',
  'reordered',
  'duplicated',
  'dropped',
  'liesRefused',
  'marked',
  'waited',
  'corrected',
  'restamped',
  'copies',
  'months',
  'healFrames',
] as const
type Counted = (typeof counted)[number]
const actions = [
  'say',
  'edit',
  'react',
  'erase',
  'begin',
  'name',
  'read',
  'older',
] as const satisfies readonly Action['kind'][]

const zeros = <K extends string>(keys: readonly K[]): Record<K, number> => {
  const zero: Partial<Record<K, number>> = {}
  for (const key of keys) zero[key] = 0
  return zero as Record<K, number>
}

export const noneExercised = (): Exercised => ({ ...zeros(counted), ...zeros(actions), lies: zeros(lieKinds) })

export const addExercised = (sum: Exercised, more: Exercised): void => {
  for (const key of [...counted, ...actions]) sum[key] += more[key]
  for (const kind of lieKinds) sum.lies[kind] += more.lies[kind]
}

/** What never happened, by name. */
export const neverExercised = (sum: Exercised): readonly string[] => [
  ...[...counted, ...actions].filter(key => sum[key] === 0),
  ...lieKinds.filter(kind => sum.lies[kind] === 0),
]
