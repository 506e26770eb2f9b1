import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'

/** Everything this device asks of the relay that may have to wait for it (design.md §5, outbox). Each is idempotent. */
export type RelayWork =
  /** `nonce` makes a repetition the same request. */
  | { readonly kind: 'request'; readonly payload: { readonly handle: string; readonly nonce: string } }
  | { readonly kind: 'answer'; readonly payload: { readonly connection: string; readonly answer: ConnectionAnswer } }
  /** "My marker of this room has moved": which one is read when its turn comes, so that ten moves are one call. */
  | { readonly kind: 'marker'; readonly payload: { readonly room: RoomId } }

export type ConnectionAnswer = 'accept' | 'decline' | 'withdraw'
