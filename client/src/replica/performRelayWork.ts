import {
  acceptConnection,
  declineConnection,
  requestConnection,
  setMarker,
  withdrawConnection,
  type Marker,
  type Problem,
} from '@sarangbang/shared/api/index.ts'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { Result } from '@sarangbang/shared/result.ts'
import type { CallFault, CallRelay } from '../session/callRelay.ts'
import type { Directory } from './directory.ts'
import type { MarkerToSet } from './markerToSet.ts'
import type { RelayWork } from './relayWork.ts'
import type { OutboxOutcome } from './store/drainOutbox.ts'
import type { StorageFault } from './store/storageFault.ts'

export interface RelayWorkDeps {
  readonly call: CallRelay
  readonly directory: Directory
  readonly markerToSet: (room: RoomId) => Promise<Result<MarkerToSet | null, StorageFault>>
}

/** These pass by themselves: the relay was busy, or stopping, or this session is just being renewed. */
const passing: ReadonlySet<Problem['kind']> = new Set(['rate-limited', 'unavailable', 'internal', 'session-missing'])

const outcomeOf = (fault: CallFault): OutboxOutcome => {
  if (fault.kind !== 'problem') return { kind: 'later' }
  const { kind, retryAfterS } = fault.problem
  if (!passing.has(kind)) return { kind: 'refused', problem: kind }
  return { kind: 'later', afterMs: retryAfterS === undefined ? undefined : retryAfterS * 1000 }
}

const answerRoutes = { accept: acceptConnection, decline: declineConnection, withdraw: withdrawConnection } as const

/** One piece of the outbox, done at the relay. */
export const performRelayWork =
  ({ call, directory, markerToSet }: RelayWorkDeps) =>
  async (work: RelayWork): Promise<OutboxOutcome> => {
    switch (work.kind) {
      case 'request': {
        const answer = await call(requestConnection, { request: { kind: 'friend', ...work.payload } })
        if (!answer.ok) return outcomeOf(answer.error)
        directory.learn(answer.value)
        return { kind: 'done' }
      }
      case 'answer': {
        const { connection, answer: kind } = work.payload
        const answer = await call(answerRoutes[kind], { params: { id: connection } })
        if (answer.ok) directory.learn(answer.value)
        // Settled otherwise meanwhile: the inbox shows how, and there is nothing left to do.
        else if (answer.error.kind !== 'problem' || passing.has(answer.error.problem.kind))
          return outcomeOf(answer.error)
        return { kind: 'done' }
      }
      case 'marker':
        return moveMarker(work.payload.room)
    }
    async function moveMarker(room: RoomId): Promise<OutboxOutcome> {
      const known = await markerToSet(room)
      if (!known.ok) return { kind: 'later' }
      const marker = known.value
      if (marker === null) return { kind: 'done' }
      const answer: Result<Marker, CallFault> = await call(setMarker, { params: { room }, request: marker })
      if (answer.ok) {
        directory.apply({ type: 'marker', room, marker: answer.value })
        return { kind: 'done' }
      }
      // Another device of mine was there first: the inbox brings its marker, and ours is tried again if it is the greater.
      if (answer.error.kind === 'problem' && answer.error.problem.kind === 'marker-conflict') return { kind: 'later' }
      const outcome = outcomeOf(answer.error)
      // A room that is gone needs no marker, and nobody wants to hear of it.
      return outcome.kind === 'refused' ? { kind: 'done' } : outcome
    }
  }
