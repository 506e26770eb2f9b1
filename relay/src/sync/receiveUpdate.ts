import { decodeEnvelope } from '@sarangbang/shared/crypto/decodeEnvelope.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { MissingDependency, Refusal } from '@sarangbang/shared/room/documentLog.ts'
import { readUpdate } from '@sarangbang/shared/room/readUpdate.ts'
import * as decoding from 'lib0/decoding'
import type { AccountRates } from './accountRates.ts'
import { makeAdmissionTurns } from './admissionTurns.ts'
import { admitTogether } from './admitTogether.ts'
import type { HotDocument, IncomingUpdate, SyncSocket } from './hotDocument.ts'
import type { SyncParts } from './syncParts.ts'
import { makeTokenBucket } from './tokenBucket.ts'

export interface ReceiveUpdate {
  (socket: SyncSocket, update: Uint8Array): void
  /**
   * Takes nothing more, and resolves when everything received before was admitted or refused. What comes after it is not
   * acknowledged: its writer still has it. Without that, writers that go on would keep a relay from stopping.
   */
  settle(): Promise<void>
}

export interface ReceiveUpdateParts extends SyncParts {
  readonly rates: AccountRates
  /** The disk has refused for so long that nothing more may be taken in. */
  isFull(): boolean
  /** Something it builds on is missing: ask the socket for it (step 1). */
  askAgain(socket: SyncSocket): void
}

/**
 * Takes updates from sockets into their document. What has come for one document when its turn is (admissionTurns) is admitted
 * together (admitTogether). Nothing of an update is read before its sender's account may bring so many bytes.
 */
export const makeReceiveUpdate = (parts: ReceiveUpdateParts): ReceiveUpdate => {
  const { limits, steadyMs } = parts
  const running = new Set<Promise<void>>()
  let isStopping = false

  const turns = makeAdmissionTurns(parts, document => {
    if (document.isAdmitting) return
    const admission = admitAll(document)
    running.add(admission)
    void admission.finally(() => running.delete(admission))
  })
  const admitAll = async (document: HotDocument) => {
    document.isAdmitting = true
    while (document.incoming.length > 0 && !document.isGone) {
      const batch = takeBatch(document.incoming, limits.updatesTogether, limits.bytesTogether)
      for (const { socket, error } of await admitTogether(document, batch)) answer(socket, error)
      for (const { socket, update } of batch) {
        socket.unadmittedBytes -= update.length
        if (socket.unadmittedBytes <= limits.unadmittedBytes / 2) socket.intake.release('admission')
      }
    }
    document.isAdmitting = false
  }
  const answer = (socket: SyncSocket, error: Refusal | MissingDependency) => {
    if (error.kind === 'missing-dependency') return parts.askAgain(socket)
    parts.log.warn(
      { document: socket.document.name, account: socket.identity.account, kind: error.kind },
      'update refused',
    )
    socket.outlet.close('refused')
  }

  const receive = (socket: SyncSocket, update: Uint8Array) => {
    if (update.length === 2 && update[0] === 0 && update[1] === 0) return // "nothing new": how an up-to-date client answers
    if (isStopping) return
    if (parts.isFull()) return socket.outlet.close('overload')
    const tooMuch = whatIsTooMuch(socket, update)
    if (tooMuch) {
      parts.log.warn({ document: socket.document.name, account: socket.identity.account }, tooMuch)
      return socket.outlet.close('overload')
    }
    socket.document.incoming.push({ socket, update })
    socket.unadmittedBytes += update.length
    if (socket.unadmittedBytes > limits.unadmittedBytes) socket.intake.hold('admission')
    turns.add(socket.document)
  }
  const whatIsTooMuch = (socket: SyncSocket, update: Uint8Array): string | null => {
    const nowMs = steadyMs()
    if (!parts.rates.of(socket.identity.account, nowMs).mayBring(update.length, nowMs)) return 'too many bytes to keep'
    return mayBringClients(socket, update) ? null : 'too many new clients'
  }
  const mayBringClients = ({ document, identity: { account } }: SyncSocket, update: Uint8Array): boolean => {
    const clients = ownNewClients(document, account, update)
    if (clients.length === 0) return true
    let bucket = document.newClients.get(account)
    if (!bucket) {
      bucket = makeTokenBucket(limits.newClientsPerHour / 3600, limits.newClientsPerHour, steadyMs())
      document.newClients.set(account, bucket)
    }
    if (!bucket.take(clients.length, steadyMs())) return false
    for (const client of clients) document.countedClients.add(client)
    return true
  }
  return Object.assign(receive, {
    async settle() {
      isStopping = true
      turns.flush()
      while (running.size > 0) await Promise.all(running)
    },
  })
}

const takeBatch = (incoming: IncomingUpdate[], maxUpdates: number, maxBytes: number): IncomingUpdate[] => {
  let bytes = 0
  let count = 0
  while (count < incoming.length && count < maxUpdates) {
    bytes += incoming[count]?.update.length ?? 0
    // The first goes in any case, however large: admission bounds it.
    if (count > 0 && bytes > maxBytes) break
    count++
  }
  return incoming.splice(0, count)
}

/**
 * Clients the document does not hold, of the account that brings them: it can make up as many as it likes. Others' it cannot, and who
 * brings back a month that the relay lost brings hundreds. A malformed update brings none: admission will say what is wrong.
 */
const ownNewClients = (
  { log, countedClients }: HotDocument,
  account: AccountId,
  update: Uint8Array,
): readonly number[] => {
  const isKnown = (client: number) => log.doc.store.clients.has(client) || countedClients.has(client)
  const sole = soleClientOf(update)
  if (sole !== null && isKnown(sole)) return []
  const read = readUpdate(update)
  if (!read.ok) return []
  const own: number[] = []
  for (const [client, [first]] of read.value.structs) {
    if (isKnown(client)) continue
    const envelope = first?.content ? decodeEnvelope(first.content) : null
    // What begins with a tombstone does not say whose it is.
    if (!envelope?.ok || envelope.value.author === account) own.push(client)
  }
  return own
}

/** A message as it is written brings one client's structs, and says so in its first bytes: the rest need not be read twice. */
const soleClientOf = (update: Uint8Array): number | null => {
  const from = decoding.createDecoder(update)
  try {
    const clients = decoding.readVarUint(from)
    decoding.readVarUint(from) // how many structs
    return clients === 1 ? decoding.readVarUint(from) : null
  } catch {
    return null
  }
}
