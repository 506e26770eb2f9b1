import type { DocumentTables } from './documentTables.ts'

/**
 * The relay's tables, as kysely sees them. Only types that SQLite and PostgreSQL share: `text`, `integer` (64 bits, Unix
 * milliseconds where the name ends in `_ms`), and bytes as base64url text, except in documents. The relay's rows hold nothing
 * that opens a conversation: public keys, sealed bytes and who may open what.
 */
export interface Tables extends DocumentTables {
  accounts: AccountTable
  locks: LockTable
  sessions: SessionTable
  retired_handles: RetiredHandleTable
  connections: ConnectionTable
  rooms: RoomTable
  members: MemberTable
  markers: MarkerTable
}

export interface AccountTable {
  /** Ed25519 public key, base64url. */
  id: string
  /** As its owner typed it, NFC. */
  handle: string
  /** The form handles are compared in (handleKey). Unique. */
  handle_key: string
  nickname: string
  /** X25519 public key and the account's signature over it. */
  agreement: string
  agreement_signature: string
  /** OPAQUE registration record; worthless without the setup secret, which is kept outside the database. */
  registration_record: string
  /** Private keys sealed under the vault key. */
  vault: string
  /** Ed25519 public key that proves a recovery code. */
  recovery_key: string
  created_ms: number
}

export interface LockTable {
  account: string
  kind: 'password' | 'recovery'
  public_key: string
  sealed_vault_key: string
}

export interface SessionTable {
  /** Public name of the session, for lists; not the token. */
  id: string
  /** SHA-256 of the token: whoever reads the table cannot sign in with it. Unique. */
  token_hash: string
  account: string
  device: string
  created_ms: number
  last_used_ms: number
}

/** Handles of withdrawn accounts, as keyed digests: the handle itself is gone. */
export interface RetiredHandleTable {
  digest: string
  until_ms: number
}

export interface ConnectionTable {
  id: string
  kind: 'friend'
  asker: string
  asked: string
  /** Both account ids, sorted, joined by a space. At most one row per pair is open (requested or accepted). */
  pair: string
  /** Of the asker's request; makes the room. */
  nonce: string
  /** Nonce of a crossing request by `asked` that accepted this one: its repetition is recognised by it. */
  crossing_nonce: string | null
  state: 'requested' | 'accepted' | 'declined' | 'withdrawn' | 'ended'
  room: string | null
  created_ms: number
  updated_ms: number
}

export interface RoomTable {
  id: string
  kind: 'self' | 'direct'
  nonce: string
  /** Account ids, joined by a space. They outlive the accounts: the room's id is made of them. */
  founders: string
  created_ms: number
}

export interface MemberTable {
  room: string
  account: string
  joined_ms: number
}

export interface MarkerTable {
  room: string
  account: string
  /** Counts the writes, from 1. */
  version: number
  sealed: string
}
