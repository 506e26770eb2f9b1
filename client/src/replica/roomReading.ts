import type { Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import { fromBase64url, toBase64url } from '@sarangbang/shared/crypto/base64url.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { openMarker, sealMarker } from '@sarangbang/shared/crypto/readMarker.ts'
import type { Stamp } from '@sarangbang/shared/room/entry.ts'
import { compareStamps } from '@sarangbang/shared/room/stamp.ts'
import { randomBytes } from '../session/randomBytes.ts'
import type { RoomDescriptor } from './describeRoom.ts'
import type { RoomKeys } from './roomKeys.ts'
import { makeWatchable, type Watched } from './watched.ts'

/** How far each member has read, from every place that tells: the relay's slots, open peers, and entries themselves. */
export interface RoomReading {
  readonly mine: Watched<Stamp | null>
  readonly others: Watched<ReadonlyMap<AccountId, Stamp>>
  /** A sealed marker that came from outside, by whichever way; one that does not open yet is tried again when keys come. */
  hear(account: AccountId, sealed: string): void
  /** What an author's own entry says. */
  heardInEntries(readUpTo: ReadonlyMap<AccountId, Stamp>): void
  /** I have read up to here; whether that is further than before. */
  advance(upTo: Stamp): boolean
  /** My marker for others, under the newest epoch; `null` while nothing was read or no key is known. */
  sealMine(): string | null
  keysCame(): void
}

/** A peer may show any number of them; then the few that matter are judged once more. */
const maxJudged = 100

export const makeRoomReading = ({
  room,
  identity,
  keys,
  kept,
}: {
  readonly room: RoomDescriptor
  readonly identity: Identity
  readonly keys: RoomKeys
  /** What this device remembers of my own reading. */
  readonly kept: Stamp | null
}): RoomReading => {
  const mine = makeWatchable<Stamp | null>(kept)
  const others = makeWatchable<ReadonlyMap<AccountId, Stamp>>(new Map())
  const unopened = new Map<string, AccountId>()
  /** Judged already: the same few come again with every news of the room, and a signature takes 3–12 ms. */
  const judged = new Set<string>()

  const raise = (account: AccountId, upTo: Stamp): boolean => {
    // A stranger's marker cannot be signed as a founder's; a founder's own word about his reading is all there is.
    if (!room.founders.includes(account)) return false
    const before = account === identity.account ? mine.value : (others.value.get(account) ?? null)
    if (before !== null && compareStamps(upTo, before) <= 0) return false
    if (account === identity.account) mine.set(upTo)
    else others.set(new Map(others.value).set(account, upTo))
    return true
  }
  const hear = (account: AccountId, sealed: string): void => {
    const name = `${account}/${sealed}`
    const bytes = judged.has(name) ? null : fromBase64url(sealed)
    if (bytes === null) return
    const opened = openMarker(bytes, room.id, account, keys.keyOf)
    if (!opened.ok && opened.error.kind === 'epoch-unknown') return void unopened.set(sealed, account)
    if (judged.size >= maxJudged) judged.clear()
    judged.add(name)
    if (opened.ok) raise(account, opened.value.upTo)
  }
  return {
    mine,
    others,
    hear,
    heardInEntries: readUpTo => {
      for (const [account, upTo] of readUpTo) raise(account, upTo)
    },
    advance: upTo => raise(identity.account, upTo),
    sealMine: () => {
      const upTo = mine.value
      const epoch = keys.current()
      // Without an epoch there is nothing that could have been read.
      if (upTo === null || epoch === null) return null
      const { signing } = identity
      return toBase64url(sealMarker({ room: room.id, marker: { upTo }, ...epoch, signing, randomBytes }))
    },
    keysCame: () => {
      const waiting = [...unopened]
      unopened.clear()
      for (const [sealed, account] of waiting) hear(account, sealed)
    },
  }
}
