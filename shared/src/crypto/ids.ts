/**
 * Identifiers made of key material or randomness. Inside the program they are base64url strings (RFC 4648 §5, no padding),
 * so that they can be compared, logged and used as map keys; on the wire of a document they are bytes.
 */
declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

/** An account's Ed25519 public key, 32 bytes: the account *is* this key (design.md §4). */
export type AccountId = Branded<'AccountId'>
/** First 16 bytes of a SHA-256 over a room key (epochIdOf): two rotations cannot collide. */
export type EpochId = Branded<'EpochId'>
/** 16 random bytes naming one entry; copies of an entry (a replayed journal) share it. */
export type EntryId = Branded<'EntryId'>
/** 8 random bytes drawn anew at every load of a document for writing; never reused. */
export type SessionNonce = Branded<'SessionNonce'>
/** First 16 bytes of SHA-256 over kind, founders and nonce (roomIdOf). */
export type RoomId = Branded<'RoomId'>

export const idBytes = { account: 32, epoch: 16, entry: 16, session: 8, room: 16 } as const
