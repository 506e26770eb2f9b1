import * as fc from 'fast-check'
import type { Action } from './action.ts'
import { lieKinds, type LieKind } from './lies.ts'

/** One thing that happens. Devices and frames are chosen by remainder, so that any list of steps is a history. */
export type Step =
  | { readonly kind: 'act'; readonly device: number; readonly action: Action }
  /** The device stops between journal and document. */
  | { readonly kind: 'act and crash'; readonly device: number; readonly action: Action }
  | { readonly kind: 'crash'; readonly device: number; readonly lose: number }
  | { readonly kind: 'restart'; readonly device: number }
  | { readonly kind: 'back up'; readonly replica: number }
  | { readonly kind: 'restore'; readonly replica: number; readonly copy: number }
  | { readonly kind: 'connect'; readonly one: number; readonly other: number }
  | { readonly kind: 'disconnect'; readonly one: number; readonly other: number }
  | { readonly kind: 'deliver'; readonly frames: number }
  | { readonly kind: 'reorder'; readonly picks: readonly number[] }
  | { readonly kind: 'duplicate'; readonly pick: number }
  | { readonly kind: 'drop'; readonly pick: number }
  | { readonly kind: 'lie'; readonly lie: LieKind; readonly pick: number; readonly at: number }
  | { readonly kind: 'acknowledge'; readonly replica: number }
  | { readonly kind: 'marker'; readonly from: number; readonly to: number }
  /** A device learns from the relay how wrong its clock is. */
  | { readonly kind: 'correct'; readonly device: number }
  | { readonly kind: 'wait'; readonly hours: number }

export interface History {
  /** Of alice and bob by turns; the relay is there besides. */
  readonly devices: number
  /** How far each device's clock is off, milliseconds. */
  readonly skewMs: readonly number[]
  readonly seed: number
  readonly steps: readonly Step[]
}

const which = fc.nat(10_000)
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('say'), bytes: fc.nat(40), replyTo: fc.option(which) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('edit'), which, text: fc.constantFrom('고침', 'mended', '또 고침') }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('react'), which, emoji: fc.constantFrom('👍', '😂'), on: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('erase'), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('begin') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('name'),
      register: fc.constantFrom('title', 'topic'),
      value: fc.option(fc.constantFrom('사랑방', 'room', 'den')),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('read') }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('older') }) },
)
const device = fc.nat(59)
const one = device
const other = device
const replica = device
const pick = which

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 14, arbitrary: fc.record({ kind: fc.constant('act'), device, action }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('act and crash'), device, action }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('crash'), device, lose: which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart'), device }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('back up'), replica }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restore'), replica, copy: which }) },
  { weight: 20, arbitrary: fc.record({ kind: fc.constant('connect'), one, other }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('disconnect'), one, other }) },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('deliver'), frames: fc.integer({ min: 1, max: 80 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('reorder'), picks: fc.array(pick, { minLength: 2, maxLength: 8 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('duplicate'), pick }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('drop'), pick }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('lie'), lie: fc.constantFrom(...lieKinds), pick, at: which }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('acknowledge'), replica }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('marker'), from: device, to: device }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('correct'), device }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait'), hours: fc.constantFrom(1, 30, 400, 800) }) },
)

export const history = (maxSteps: number): fc.Arbitrary<History> =>
  fc.record({
    devices: fc.integer({ min: 2, max: 5 }),
    skewMs: fc.array(fc.constantFrom(0, 20_000, -20_000, 600_000, -86_400_000), { minLength: 5, maxLength: 5 }),
    seed: fc.nat(0xffff_ffff),
    steps: fc.array(step, { minLength: Math.ceil(maxSteps / 2), maxLength: maxSteps, size: 'max' }),
  })
