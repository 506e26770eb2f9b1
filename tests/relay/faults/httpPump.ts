import { randomBytes } from 'node:crypto'
import * as api from '../../../shared/src/api/index.ts'
import { callRoute, type Answer, type CallOptions } from '../callRoute.ts'
import type { ChildRelay } from './childRelay.ts'
import type { Household, Neighbour } from './openStreet.ts'

/** Somebody who moves a read marker and asks a stranger to be friends, over and over, and remembers what was answered with 2xx. */
export interface HttpPump {
  /** Goes on until the relay does not answer. */
  run(relay: ChildRelay): Promise<void>
  /** The newest marker that was answered with 200. */
  readonly marker: { readonly version: number; readonly sealed: string } | null
  /** What each request, by nonce, was last said to be. */
  readonly requests: ReadonlyMap<string, 'requested' | 'withdrawn'>
}

/** @param stranger somebody nobody else asks. */
export const makeHttpPump = ({ room }: Household, person: Neighbour, stranger: Neighbour): HttpPump => {
  let marker: HttpPump['marker'] = null
  const requests = new Map<string, 'requested' | 'withdrawn'>()
  /** What was asked and not answered: it is asked again first. */
  let asking: { readonly nonce: string; readonly id: string | null } | null = null
  let moving: string | null = null

  /** @throws where it was refused, but for a marker that has moved. */
  const call = async <R extends api.Route>(
    relay: ChildRelay,
    route: R,
    options: CallOptions<R>,
  ): Promise<Answer<R>> => {
    const answer = await callRoute(relay.over.app, route, { ...options, token: person.token })
    if (answer.status >= 400 && answer.problem.kind !== 'marker-conflict') throw new Error(answer.text)
    return answer
  }
  const moveMarker = async (relay: ChildRelay) => {
    moving ??= randomBytes(24).toString('base64url')
    const body = { replaces: marker?.version ?? 0, sealed: moving }
    const answer = await call(relay, api.setMarker, { params: { room }, body })
    const stands = answer.status === 200 ? answer.value : (answer.problem.current as api.Marker)
    if (stands.sealed !== moving) throw new Error(`a marker that nobody set: ${answer.text}`)
    marker = { version: stands.version, sealed: stands.sealed }
    moving = null
  }
  const ask = async (relay: ChildRelay) => {
    asking ??= { nonce: randomBytes(16).toString('base64url'), id: null }
    const { nonce } = asking
    if (asking.id === null) {
      const body = { kind: 'friend', handle: stranger.handle, nonce }
      const answer = await call(relay, api.requestConnection, { body })
      asking = { nonce, id: answer.value.id }
      requests.set(nonce, 'requested')
    }
    if (asking.id === null) return
    await call(relay, api.withdrawConnection, { params: { id: asking.id } })
    requests.set(nonce, 'withdrawn')
    asking = null
  }
  return {
    async run(relay) {
      try {
        for (;;) {
          await moveMarker(relay)
          await ask(relay)
        }
      } catch (error) {
        if (!isGone(error)) throw error
      }
    },
    get marker() {
      return marker
    },
    requests,
  }
}

/** `fetch` says so of a connection that is refused or cut. */
const isGone = (error: unknown): boolean => error instanceof TypeError
