import type { Connection } from '@sarangbang/shared/api/index.ts'
import { toBase64url } from '@sarangbang/shared/crypto/base64url.ts'
import type { Directory } from '../replica/directory.ts'
import type { ConnectionAnswer, RelayWork } from '../replica/relayWork.ts'
import type { Outbox, OutboxRecord } from '../replica/store/outbox.ts'
import { makeWatchable } from '../replica/watched.ts'
import { randomBytes } from '../session/randomBytes.ts'
import type { People, QueuedRequest } from '../session/session.ts'

export interface OpenPeople extends People {
  /** The outbox changed: reads it again. */
  refresh(): Promise<void>
}

const queuedOf = (record: OutboxRecord<RelayWork>): QueuedRequest | null =>
  record.kind === 'request' ? { key: record.key, handle: record.payload.handle, refused: record.refused } : null

const answerOf = ({ kind, payload }: OutboxRecord<RelayWork>): [string, ConnectionAnswer][] =>
  kind === 'answer' ? [[payload.connection, payload.answer]] : []

/** P2: every request and answer goes into the outbox first, so that it survives whatever happens before the relay has it. */
export const openPeople = ({
  directory,
  outbox,
  poke,
  now,
}: {
  readonly directory: Directory
  readonly outbox: Outbox<RelayWork>
  readonly poke: () => void
  readonly now: () => number
}): OpenPeople => {
  const connectionsOf = () => [...directory.state.value.connections.values()].sort((a, b) => b.updatedMs - a.updatedMs)
  const connections = makeWatchable<readonly Connection[] | null>(connectionsOf())
  const queued = makeWatchable<readonly QueuedRequest[]>([])
  const answered = makeWatchable<ReadonlyMap<string, ConnectionAnswer>>(new Map())
  const answering = makeWatchable<ReadonlySet<string>>(new Set())
  /** By this page. One that is done leaves the outbox a moment before this tab hears what became of the connection. */
  const given = new Map<string, ConnectionAnswer>()
  let known = directory.state.value.connections
  directory.state.watch(state => {
    if (state.connections === known) return
    known = state.connections
    connections.set(connectionsOf())
  })

  const refresh = async (): Promise<void> => {
    const listed = await outbox.list()
    if (!listed.ok) return
    queued.set(listed.value.map(queuedOf).filter(request => request !== null))
    answered.set(new Map([...given, ...listed.value.flatMap(answerOf)]))
  }
  const put = async (key: string, work: RelayWork): Promise<void> => {
    const kept = await outbox.put(key, work, now())
    if (!kept.ok) {
      // The person is told that it did not work; what reached the disk after all would be done behind their back.
      if (kept.error.kind !== 'storage-full') void outbox.remove(key)
      throw new Error(kept.error.kind)
    }
    await refresh()
    poke()
  }
  const answer = async (connection: string, kind: ConnectionAnswer): Promise<void> => {
    if (answering.value.has(connection)) return
    answering.set(new Set(answering.value).add(connection))
    try {
      await put(`answer/${connection}/${kind}`, { kind: 'answer', payload: { connection, answer: kind } })
      given.set(connection, kind)
      answered.set(new Map(answered.value).set(connection, kind))
    } finally {
      answering.set(new Set([...answering.value].filter(id => id !== connection)))
    }
  }

  void refresh()
  return {
    connections,
    queued,
    answered,
    answering,
    refresh,
    request: handle => {
      const nonce = toBase64url(randomBytes(16))
      return put(`request/${nonce}`, { kind: 'request', payload: { handle, nonce } })
    },
    accept: id => answer(id, 'accept'),
    decline: id => answer(id, 'decline'),
    withdraw: id => answer(id, 'withdraw'),
    dismiss: async ({ key }) => {
      await outbox.remove(key)
      await refresh()
    },
  }
}
