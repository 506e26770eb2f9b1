import { placeOf, type AttackWorld } from './attackWorld.fixture.ts'
import type { Refusal } from './documentLog.ts'
import { sealed } from './logMember.fixture.ts'
import type { StructId, UpdateStruct } from './updateStruct.ts'

/**
 * What admission answers. `passed-over`: well formed, and nothing of it is applied. `held`: waits for a proof that never comes, and
 * with it what follows by the same link. `asked`: something it builds on is missing. `taken`: the attacker's own valid envelope,
 * which does not do what he hoped.
 */
export type Outcome = Refusal['kind'] | 'passed-over' | 'held' | 'asked' | 'taken'

export interface Attack {
  readonly title: string
  /** More than one where the attack leaves open which check meets it first. */
  readonly outcomes: readonly Outcome[]
  /** Updates (Yjs, version 1 unless the attack is another encoding), to be sent in order. */
  readonly make: (world: AttackWorld) => readonly Uint8Array[]
}

export const attack = (
  title: string,
  outcomes: Outcome | readonly Outcome[],
  make: (world: AttackWorld) => Uint8Array | readonly Uint8Array[],
): Attack => ({
  title,
  outcomes: typeof outcomes === 'string' ? [outcomes] : outcomes,
  make: world => {
    const made = make(world)
    return made instanceof Uint8Array ? [made] : made
  },
})

/** A document of the attacker's, and the next envelope he could honestly write in it. */
export const own = (world: AttackWorld, document = world.document) => {
  const { session, client } = world.newSession()
  return {
    client,
    session,
    doc: world.copy(client),
    at: (clock: number, text = 'x') => sealed(world.attacker, placeOf(session, clock), text, document),
  }
}
export const struct = (at: StructId, content: Uint8Array | null, rest: Partial<UpdateStruct> = {}): UpdateStruct => ({
  ...at,
  length: 1,
  origin: null,
  rightOrigin: null,
  content,
  ...rest,
})
