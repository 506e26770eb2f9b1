import type { Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import { fromBase64url, toBase64url } from '@sarangbang/shared/crypto/base64url.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { sealMarker, unsealMarker } from '@sarangbang/shared/crypto/readMarker.ts'
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

/** Whoever has the room's key can make any number of them; then the few that come again and again are judged once more. */
const maxRefused = 100
/** Of an account, as many as a person has devices at hand. Of more the oldest is forgotten; the relay's is told again with its next news. */
const maxWaiting = 4

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
  /** Under keys that are not here yet, unjudged. */
  const waiting = new Map<AccountId, readonly string[]>()
  /** Well sealed and badly signed: the same few come again with every news of the room, and a signature takes 3–12 ms. */
  const refused = new Set<string>()

  const isNews = (account: AccountId, upTo: Stamp): boolean => {
    const before = account === identity.account ? mine.value : (others.value.get(account) ?? null)
    return before === null || compareStamps(upTo, before) > 0
  }
  const raise = (account: AccountId, upTo: Stamp): boolean => {
    // A stranger's word says nothing here; a founder's own about his reading is all there is.
    if (!room.founders.includes(account) || !isNews(account, upTo)) return false
    if (account === identity.account) mine.set(upTo)
    else others.set(new Map(others.value).set(account, upTo))
    return true
  }
  const wait = (account: AccountId, sealed: string): void => {
    const before = waiting.get(account) ?? []
    if (!before.includes(sealed)) waiting.set(account, [...before, sealed].slice(-maxWaiting))
  }
  /** What costs least is asked first, the signature last: only of a member's seal that says something new. */
  const hear = (account: AccountId, sealed: string): void => {
    if (!room.founders.includes(account) || refused.has(sealed)) return
    const bytes = fromBase64url(sealed)
    const unsealed = bytes && unsealMarker(bytes, room.id, account, keys.keyOf)
    if (unsealed === null) return
    if (!unsealed.ok) {
      if (unsealed.error.kind === 'epoch-unknown') wait(account, sealed)
      return
    }
    const { upTo, isSigned } = unsealed.value
    if (!isNews(account, upTo)) return
    if (isSigned()) return void raise(account, upTo)
    if (refused.size >= maxRefused) refused.clear()
    refused.add(sealed)
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
      const all = [...waiting]
      waiting.clear()
      for (const [account, markers] of all) for (const sealed of markers) hear(account, sealed)
    },
  }
}
