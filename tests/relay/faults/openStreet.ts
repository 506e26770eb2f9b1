import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import { befriend, identityNamed, signUpPerson, type TestPerson } from '../testPerson.ts'
import type { ChildRelay } from './childRelay.ts'

/** Somebody with an account, and the keys to write with. */
export interface Neighbour extends TestPerson {
  readonly identity: Identity
}
/** Two friends and their room. */
export interface Household {
  readonly room: RoomId
  readonly people: readonly [Neighbour, Neighbour]
}

/** Pairs of friends with a room each, made over HTTP. */
export const openStreet = async (relay: ChildRelay, households: number): Promise<readonly Household[]> => {
  const street: Household[] = []
  for (let n = 0; n < households; n++) street.push(await openHousehold(relay, n))
  return street
}

/** One pair. @param n tells them from other pairs at this relay */
export const openHousehold = async (relay: ChildRelay, n = 0): Promise<Household> => {
  const [minji, junho] = [await neighbour(relay, `minji-${n}`), await neighbour(relay, `junho-${n}`)]
  const { room } = await befriend(relay.over, minji, junho)
  return { room, people: [minji, junho] }
}

export const neighbour = async (relay: ChildRelay, handle: string): Promise<Neighbour> => ({
  ...(await signUpPerson(relay.over, handle)),
  identity: identityNamed(handle),
})
