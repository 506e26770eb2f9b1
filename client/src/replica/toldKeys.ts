import { clientIdOf } from '@sarangbang/shared/crypto/clientIdOf.ts'
import type { Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import type { Envelope } from '@sarangbang/shared/crypto/envelope.ts'
import type { decodeEpoch } from '@sarangbang/shared/crypto/epochEnvelope.ts'
import type { AccountId, EpochId } from '@sarangbang/shared/crypto/ids.ts'
import { openRoomKey } from '@sarangbang/shared/crypto/sealRoomKey.ts'
import { headName } from '@sarangbang/shared/room/documentName.ts'
import type { RoomDescriptor } from './describeRoom.ts'
import type { RoomKeys } from './roomKeys.ts'

type Epoch = Extract<ReturnType<typeof decodeEpoch>, { readonly ok: true }>['value']

interface Announcement {
  readonly client: number
  readonly clock: number
  readonly recipients: readonly AccountId[]
  /** Looked at once, and only where it matters: opening a copy is a scalar multiplication. */
  opens: () => boolean
}

/** Where in the head which keys are told of, and to whom. */
export const makeToldKeys = ({
  room,
  identity,
}: {
  readonly room: RoomDescriptor
  readonly identity: Identity
}): { readonly isTold: RoomKeys['isTold']; add(envelope: Envelope, told: Epoch): void } => {
  const byAuthor = new Map(room.founders.map(author => [author, new Map<EpochId, Announcement[]>()]))
  /** Mine first: whoever tells of his keys a thousand times makes nothing slow but what only he tells of. */
  const authors: readonly AccountId[] = [identity.account, ...room.founders.filter(one => one !== identity.account)]
  const opensForMe = ({ epoch, copies }: Epoch): boolean => {
    const mine = copies.find(({ recipient }) => recipient === identity.account)
    return mine !== undefined && openRoomKey(mine.sealed, room.id, epoch, identity.agreement).ok
  }
  return {
    add: ({ author, session, clock }, told) => {
      const known = byAuthor.get(author)
      if (known === undefined) return
      const announcement: Announcement = {
        client: clientIdOf(headName(room.id), author, session),
        clock,
        recipients: told.copies.map(({ recipient }) => recipient),
        opens: () => {
          const does = author === identity.account || opensForMe(told)
          announcement.opens = () => does
          return does
        },
      }
      const those = known.get(told.epoch)
      if (those === undefined) known.set(told.epoch, [announcement])
      else those.push(announcement)
    },
    isTold: (epoch, isKept) =>
      authors.some(author => {
        const theirs = (byAuthor.get(author)?.get(epoch) ?? []).filter(({ client, clock }) => isKept(client, clock))
        const told = new Set(theirs.flatMap(({ recipients }) => recipients))
        return room.founders.every(founder => told.has(founder)) && theirs.some(({ opens }) => opens())
      }),
  }
}
