import {
  acceptConnection,
  declineConnection,
  listConnections,
  withdrawConnection,
} from '@sarangbang/shared/api/people.ts'
import { fail, ok } from '@sarangbang/shared/result.ts'
import { mount, type Mounting } from '../http/mount.ts'
import { announce } from './announce.ts'
import { connectionsFor } from './connectionsFor.ts'
import { decideAnswer, type Answer } from './decideAnswer.ts'
import type { PeopleContext } from './peopleContext.ts'
import { seenBy } from './requests.ts'
import { settle } from './settle.ts'

/** P2: what there is, and accepting, declining, withdrawing. */
export const mountAnswers = (mounting: Mounting, context: PeopleContext): void => {
  const { store, now } = context

  mount(mounting, listConnections, async ({ identity }) => {
    const open = await store.connections.openOf(identity.account)
    return ok({ connections: await connectionsFor(store, open, identity.account) })
  })

  const mountAnswer = (route: typeof acceptConnection, answer: Answer) =>
    mount(mounting, route, async ({ identity, params }) => {
      const outcome = await store.transaction(async records => {
        const connection = await records.connections.byId(params.id)
        const decision = decideAnswer(connection, identity.account, answer)
        const settled =
          connection && decision.kind === 'settle' ? await settle(records, connection, answer, null, now()) : null
        return { decision, connection, settled }
      })
      const { decision, settled } = outcome
      const connection = settled?.connection ?? outcome.connection
      if (!connection || decision.kind === 'unknown') return fail({ kind: 'connection-unknown' })
      if (settled) await announce(context, settled)
      const seen = await seenBy(context, connection, identity.account)
      return seen.ok && decision.kind === 'settled' ? fail({ kind: 'connection-settled', current: seen.value }) : seen
    })
  mountAnswer(acceptConnection, 'accepted')
  mountAnswer(declineConnection, 'declined')
  mountAnswer(withdrawConnection, 'withdrawn')
}
