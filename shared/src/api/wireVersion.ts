/** One state of the wire: everything client and relay say to each other beyond the Yjs protocols themselves. */
export interface WireState {
  /** Counts from 1, without gaps. */
  readonly version: number
  /** Of routes, inbox messages, problems, close codes, paths and limits of the sockets (tests/docs/wireShape.ts): 16 hex digits. */
  readonly fingerprint: string
  /** What changed, and what a page or a program of the version before meets. */
  readonly changed: string
}

/**
 * The wire's history, oldest first. A row that has left this machine is never edited: whatever changes the fingerprint gets a row of
 * its own at the end. Nothing reads it at run time, because a page and its relay come from one process; a page older than its
 * relay finds out by `route-unknown`, or by an answer that does not fit its schema (`relay-untrusted`).
 */
export const wireHistory: readonly WireState[] = [
  { version: 1, fingerprint: '3b52644a98a4c88f', changed: 'The first.' },
]

/** The version spoken now. */
export const wireVersion = wireHistory.length
