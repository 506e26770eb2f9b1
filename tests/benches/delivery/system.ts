/** What a relay under measurement is told, and what it answers, over the IPC channel of its own process. */

export interface Member {
  readonly account: string
  /** A session's bearer token. */
  readonly token: string
}
export interface Room {
  /** 16 bytes, base64url. */
  readonly id: string
  readonly members: readonly Member[]
}

/** One at a time: the next is asked when the last was answered. */
export type Question =
  | { readonly kind: 'open'; readonly rooms: readonly Room[] }
  | { readonly kind: 'usage' }
  | { readonly kind: 'close' }

export interface Usage {
  /** User and system time of all its threads since it began. */
  readonly cpuSeconds: number
  readonly residentBytes: number
}

export type Answer =
  | { readonly kind: 'opened'; readonly port: number }
  | ({ readonly kind: 'usage' } & Usage)
  | { readonly kind: 'closed' }

/** A relay as the generator sees it. Others (see systems.ts) speak the same y-websocket frames. */
export interface System {
  readonly name: string
  /** The program of its process, which calls `serveSystem`. */
  readonly program: URL
  /** What follows `/sync/<document>`. */
  readonly query: string
  /** It speaks the sync protocol: a step 1 is answered by a step 2. A bare loop says nothing, and is ready when the socket is open. */
  readonly answersSync: boolean
}
