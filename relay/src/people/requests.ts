import { randomBytes } from 'node:crypto'
import { requestConnection, type Connection } from '@sarangbang/shared/api/people.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import { handleKey } from '../accounts/handle.ts'
import { mount, type Mounting } from '../http/mount.ts'
import type { Refusal } from '../http/refusal.ts'
import { directRoom } from '../rooms/foundRoom.ts'
import type { StoredConnection } from '../store/connections.ts'
import { announce } from './announce.ts'
import { connectionsFor } from './connectionsFor.ts'
import { decideRequest } from './decideRequest.ts'
import type { PeopleContext } from './peopleContext.ts'
import { settle, type Settled } from './settle.ts'

/** P2: asking to be friends. */
export const mountRequests = (mounting: Mounting, context: PeopleContext): void => {
  const { store, now } = context

  mount(mounting, requestConnection, async ({ identity, body, limit }) => {
    const limited = limit('connectionRequests')
    if (!limited.ok) return limited
    const asker = identity.account
    const asked = (await store.accounts.byHandleKey(handleKey(body.handle)))?.keys.account
    if (!asked) return fail({ kind: 'person-unknown' })
    if (asked === asker) return fail({ kind: 'person-self' })
    const nowMs = now()
    if (!directRoom(asker, asked, body.nonce, nowMs))
      return fail({ kind: 'request-invalid', detail: 'body.nonce: 16 bytes in base64url' })

    const outcome = await store.transaction(async (records): Promise<Result<Settled & { isNew: boolean }, Refusal>> => {
      const before = await records.connections.byRequest(asker, asked, body.nonce)
      const open = await records.connections.openBetween(asker, asked)
      const decision = decideRequest(asker, before, open)
      switch (decision.kind) {
        case 'repeat':
          return ok({ connection: decision.connection, room: null, isNew: false })
        case 'accept':
          return ok({ ...(await settle(records, decision.connection, 'accepted', body.nonce, nowMs)), isNew: true })
        case 'refuse':
          return fail({ kind: decision.why })
        case 'ask': {
          const connection = newRequest(asker, asked, body.nonce, nowMs)
          // The asked one withdrew a moment ago: the row would refer to nobody.
          if (!(await records.accounts.byId(asked))) return fail({ kind: 'person-unknown' })
          await records.connections.add(connection)
          return ok({ connection, room: null, isNew: true })
        }
      }
    })
    if (!outcome.ok) return outcome
    if (outcome.value.isNew) await announce(context, outcome.value)
    return seenBy(context, outcome.value.connection, asker)
  })
}

const newRequest = (asker: AccountId, asked: AccountId, nonce: string, nowMs: number): StoredConnection => ({
  id: randomBytes(12).toString('base64url'),
  kind: 'friend',
  asker,
  asked,
  nonce,
  crossingNonce: null,
  state: 'requested',
  room: null,
  createdMs: nowMs,
  updatedMs: nowMs,
})

/** The answer of a route about one connection. Its other end may have withdrawn while it was being answered. */
export const seenBy = async (
  { store }: PeopleContext,
  connection: StoredConnection,
  viewer: AccountId,
): Promise<Result<Connection, Refusal>> => {
  const [seen] = await connectionsFor(store, [connection], viewer)
  return seen ? ok(seen) : fail({ kind: 'connection-unknown' })
}
