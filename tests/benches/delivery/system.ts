import type { Language } from './languages/language.ts'

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

/** A relay as the generator sees it. */
export interface System {
  readonly name: string
  /** The program of its process, which calls `serveSystem`. */
  readonly program: URL
  readonly language: Language
}
