import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { AwarenessEntry } from './encodeMessage.ts'
import type { SyncLimits } from './syncLimits.ts'

interface Present extends AwarenessEntry {
  readonly account: AccountId
  /** The socket that spoke for it last, and counts it among its own; `null` once that socket has closed. */
  readonly speaker: object | null
  readonly leftMs: number
}

/**
 * Who is present in one document, by awareness client (y-protocols/awareness). Anybody could claim anybody's client, and stock
 * clients echo all states they hold: so a client belongs to the account that introduced it, and stays theirs a while after they
 * left. What does not keep to the rules is dropped without a word, because the honest echo does the same.
 *
 * Who left counts for as long as it is remembered, for its socket and its account alike: come and go as they may, there are never more
 * than so many, and an entry costs the same however many there are.
 */
export interface Presence {
  /** Takes what a socket says. @returns the entries that are news. */
  hear(
    entries: readonly AwarenessEntry[],
    account: AccountId,
    speaker: object,
    nowMs: number,
  ): readonly AwarenessEntry[]
  /** A socket closed: its clients have left. @returns what to tell the others. */
  leave(speaker: object, nowMs: number): readonly AwarenessEntry[]
  /** The state of one client now; `undefined` when it is not known. */
  get(client: number): AwarenessEntry | undefined
  /** Everybody present. */
  all(): readonly AwarenessEntry[]
  /** Forgets who left long ago. */
  forget(nowMs: number): void
}

const gone = 'null'

export const makePresence = (limits: SyncLimits): Presence => {
  const present = new Map<number, Present>()
  const clientsOfSocket = new Map<object, Set<number>>()
  const countOfAccount = new Map<AccountId, number>()

  const isNews = ({ client, clock, json }: AwarenessEntry, account: AccountId, speaker: object): boolean => {
    const known = present.get(client)
    const maySpeak = () => (clientsOfSocket.get(speaker)?.size ?? 0) < limits.presenceClients
    const mayBeKnown = () => (countOfAccount.get(account) ?? 0) < limits.presenceClientsOfAccount
    if (!known) return json !== gone && maySpeak() && mayBeKnown()
    if (known.account !== account) return false
    // A device that reconnects says the clock it said before; one that is here says a newer one, or the same to leave.
    const isReturn = known.json === gone && clock === known.clock
    const isLeave = json === gone && known.json !== gone && clock === known.clock
    if (clock <= known.clock && !isReturn && !isLeave) return false
    return json === gone ? known.json !== gone : known.speaker === speaker || maySpeak()
  }
  const take = (entry: AwarenessEntry, account: AccountId, socket: object, nowMs: number) => {
    const { client, json } = entry
    const known = present.get(client)
    // Another device of the account may end it; that does not make it the other's.
    const speaker = known && json === gone ? known.speaker : socket
    if (!known) countOfAccount.set(account, (countOfAccount.get(account) ?? 0) + 1)
    if (known?.speaker !== speaker) {
      release(client, known?.speaker)
      if (speaker) clientsOfSocket.set(speaker, (clientsOfSocket.get(speaker) ?? new Set()).add(client))
    }
    present.set(client, { ...entry, account, speaker, leftMs: nowMs })
  }
  const release = (client: number, speaker: object | null | undefined) => {
    if (!speaker) return
    const clients = clientsOfSocket.get(speaker)
    if (clients?.delete(client) && clients.size === 0) clientsOfSocket.delete(speaker)
  }
  const drop = (client: number, { account, speaker }: Present) => {
    present.delete(client)
    release(client, speaker)
    const left = (countOfAccount.get(account) ?? 0) - 1
    if (left > 0) countOfAccount.set(account, left)
    else countOfAccount.delete(account)
  }
  return {
    hear(entries, account, speaker, nowMs) {
      return entries.filter(entry => {
        // The cheap question first: what is not news need not be parsed.
        if (!isNews(entry, account, speaker) || !isState(entry.json, limits.presenceBytes)) return false
        take(entry, account, speaker, nowMs)
        return true
      })
    },
    leave(speaker, nowMs) {
      const left: AwarenessEntry[] = []
      for (const client of clientsOfSocket.get(speaker) ?? []) {
        const known = present.get(client)
        if (!known) continue
        const isHere = known.json !== gone
        present.set(client, { ...known, json: gone, speaker: null, leftMs: isHere ? nowMs : known.leftMs })
        if (isHere) left.push({ client, clock: known.clock, json: gone })
      }
      clientsOfSocket.delete(speaker)
      return left
    },
    get: client => present.get(client),
    all: () => [...present.values()].filter(known => known.json !== gone),
    forget(nowMs) {
      for (const [client, known] of present)
        if (known.json === gone && nowMs - known.leftMs > limits.presenceMemoryMs) drop(client, known)
    },
  }
}

/** A small JSON object, or `null`. Stock clients parse what they get and throw on anything else, inside their socket's event. */
const isState = (json: string, maxBytes: number): boolean => {
  if (json === gone) return true
  if (json.length > maxBytes || Buffer.byteLength(json) > maxBytes) return false
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
