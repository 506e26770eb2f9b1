import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { AwarenessEntry } from './encodeMessage.ts'
import type { SyncLimits } from './syncLimits.ts'

interface Present extends AwarenessEntry {
  readonly account: AccountId
  /** The socket that spoke for it last; `null` once that socket has closed. */
  readonly speaker: object | null
  readonly leftMs: number
}

/**
 * Who is present in one document, by awareness client (y-protocols/awareness). Anybody could claim anybody's client, and stock
 * clients echo all states they hold: so a client belongs to the account that introduced it, and stays theirs a while after they
 * left. What does not keep to the rules is dropped without a word, because the honest echo does the same.
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

  const mayIntroduce = (speaker: object) => {
    let introduced = 0
    for (const known of present.values()) if (known.speaker === speaker && known.json !== gone) introduced++
    return introduced < limits.presenceClients
  }
  const isNews = ({ client, clock, json }: AwarenessEntry, account: AccountId, speaker: object): boolean => {
    const known = present.get(client)
    if (!known) return json !== gone && mayIntroduce(speaker)
    if (known.account !== account) return false
    // A device that reconnects says the clock it said before; one that is here says a newer one, or the same to leave.
    const isReturn = known.speaker === null && clock === known.clock
    const isLeave = json === gone && known.json !== gone && clock === known.clock
    if (clock <= known.clock && !isReturn && !isLeave) return false
    return json === gone ? known.json !== gone : known.speaker === speaker || mayIntroduce(speaker)
  }
  return {
    hear(entries, account, speaker, nowMs) {
      const news = entries.filter(entry => {
        if (!isState(entry.json, limits.presenceBytes) || !isNews(entry, account, speaker)) return false
        present.set(entry.client, { ...entry, account, speaker: entry.json === gone ? null : speaker, leftMs: nowMs })
        return true
      })
      return news
    },
    leave(speaker, nowMs) {
      const left: AwarenessEntry[] = []
      for (const [client, known] of present) {
        if (known.speaker !== speaker) continue
        const entry = { client, clock: known.clock, json: gone }
        present.set(client, { ...known, json: gone, speaker: null, leftMs: nowMs })
        left.push(entry)
      }
      return left
    },
    get: client => present.get(client),
    all: () => [...present.values()].filter(known => known.json !== gone),
    forget(nowMs) {
      for (const [client, known] of present)
        if (known.speaker === null && nowMs - known.leftMs > limits.presenceMemoryMs) present.delete(client)
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
