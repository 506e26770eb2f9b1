import type { Speaker } from '../deliveryTown.ts'

/** What goes over a socket in one piece: text or bytes. */
export type Frame = string | Uint8Array

/** What a frame from a relay says, as far as the generator cares. `clocks`: next clock by client. */
export type FrameMeaning =
  | { readonly kind: 'update' | 'kept'; readonly clocks: ReadonlyMap<number, number> }
  /** Everything that was there has come; `clocks` is what this very frame brought. */
  | { readonly kind: 'synced'; readonly clocks: ReadonlyMap<number, number> }
  /** The relay waits for this. */
  | { readonly kind: 'question'; readonly answer: Frame }
  | { readonly kind: 'other' }

/** What somebody who connects has already: nothing, or everything that was said. */
export type Knowledge = 'nothing' | 'everything'

/** How one relay is spoken to. The content is the same for all: Yjs updates of one sealed and signed message each. */
export interface Language {
  /** Path and query of a socket. */
  pathOf(speaker: Speaker, knowledge: Knowledge): string
  /** What is sent as soon as a socket is open. */
  greet(speaker: Speaker, knowledge: Knowledge): readonly Frame[]
  /** One message. @param n which one of this speaker's. */
  say(speaker: Speaker, update: Uint8Array, n: number): readonly Frame[]
  /** Ears for all sockets to one relay: they share what they have read already. */
  makeListen(): (speaker: Speaker, knowledge: Knowledge) => (data: Buffer, isBinary: boolean) => FrameMeaning
  /** A socket is told when it has everything; where it is not, it is ready when it is open. */
  readonly tellsSynced: boolean
  /** Writers are told when the relay has their message on disk. */
  readonly tellsKept: boolean
}

export const other: FrameMeaning = { kind: 'other' }
