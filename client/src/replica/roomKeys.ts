import type { Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import type { Envelope } from '@sarangbang/shared/crypto/envelope.ts'
import { decodeEpoch, epochEnvelope } from '@sarangbang/shared/crypto/epochEnvelope.ts'
import type { AccountId, EpochId } from '@sarangbang/shared/crypto/ids.ts'
import { createRoomKey, epochIdOf } from '@sarangbang/shared/crypto/roomKey.ts'
import { openRoomKey, sealRoomKey } from '@sarangbang/shared/crypto/sealRoomKey.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import { chooseEpoch, type EpochClaim } from '@sarangbang/shared/room/chooseEpoch.ts'
import type { MakeEnvelope } from '@sarangbang/shared/room/documentLog.ts'
import { headName } from '@sarangbang/shared/room/documentName.ts'
import { randomBytes } from '../session/randomBytes.ts'
import type { RoomDescriptor } from './describeRoom.ts'
import type { EpochKey, Keyring } from './store/keyring.ts'
import type { StorageFault } from './store/storageFault.ts'
import { makeToldKeys } from './toldKeys.ts'
import { makeWatchable, type Watched } from './watched.ts'

/** A room's keys on this device: learnt from the head, chosen for writing (design.md §4, "rotate on write"). */
export interface RoomKeys {
  keyOf(epoch: EpochId): Uint8Array | null
  /** Takes in the head's `epoch` envelopes; whether a key came that was not here. */
  learn(envelopes: readonly Envelope[]): boolean
  /** The epoch that fits today's members, as far as the head tells; makes none. */
  current(): { readonly epoch: EpochId; readonly key: Uint8Array } | null
  /**
   * The epoch to seal under now. Where no known one is for exactly today's members a new one is made: its key is on this disk
   * when this resolves. `announce` is to be written into the head before anything is sealed under it: each author tells the key of
   * what they seal themselves.
   */
  toWrite(): Promise<Result<EpochToWrite, KeysMissing | StorageFault>>
  /**
   * Whether the head gives an epoch's key to every member by announcements of one author that `isKept`: mine, or another's whose copy for
   * me opens.
   */
  isTold(epoch: EpochId, isKept: (client: number, clock: number) => boolean): boolean
  /** Counts the head's announcements learnt so far. */
  readonly announced: Watched<number>
  /**
   * Epochs whose key is here and that the head does not tell everybody of: this device stopped between the key and the document, or its disk lost
   * the document's rows, and perhaps nobody else has them. Others' too: what was sealed under them is read by this key or never.
   */
  untold(): readonly MakeEnvelope[]
}
export interface EpochToWrite {
  readonly epoch: EpochId
  readonly key: Uint8Array
  readonly announce: readonly MakeEnvelope[]
}
export interface KeysMissing {
  readonly kind: 'keys-missing'
}

export const openRoomKeys = ({
  room,
  identity,
  keyring,
  now,
}: {
  readonly room: RoomDescriptor
  readonly identity: Identity
  readonly keyring: Keyring
  /** Unix milliseconds. */
  readonly now: () => number
}): RoomKeys => {
  const claims: EpochClaim[] = []
  const members = new Set(room.founders)
  const keyOf = (epoch: EpochId) => keyring.get(room.id, epoch)?.key ?? null
  const told = makeToldKeys({ room, identity })
  const announced = makeWatchable(0)

  const learnOne = (envelope: Envelope): boolean => {
    const body = decodeEpoch(envelope.body)
    // Only members make keys; a founder of this room cannot be anybody else (describeRoom).
    if (!body.ok || !room.founders.includes(envelope.author)) return false
    const { epoch, createdMs, copies } = body.value
    const recipients = copies.map(({ recipient }) => recipient)
    claims.push({ author: envelope.author, epoch, createdMs, recipients })
    told.add(envelope, body.value)
    if (keyOf(epoch) !== null) return false
    const mine = copies.find(({ recipient }) => recipient === identity.account)
    const key = mine === undefined ? null : openRoomKey(mine.sealed, room.id, epoch, identity.agreement)
    if (key === null || !key.ok) return false
    void keyring.add({ epoch, room: room.id, key: key.value, author: envelope.author, createdMs, recipients })
    return true
  }

  const announcementOf = (
    { epoch, key, createdMs }: Pick<EpochKey, 'epoch' | 'key' | 'createdMs'>,
    recipients: readonly AccountId[],
  ): Result<MakeEnvelope, KeysMissing> => {
    const copies: { recipient: AccountId; sealed: Uint8Array }[] = []
    for (const recipient of recipients) {
      const agreement = room.agreementKeys.get(recipient)
      const sealed = agreement === undefined ? null : sealRoomKey(key, room.id, agreement, randomBytes)
      if (sealed === null || !sealed.ok) return fail({ kind: 'keys-missing' })
      copies.push({ recipient, sealed: sealed.value })
    }
    return ok(place =>
      epochEnvelope({ document: headName(room.id), place, signing: identity.signing, epoch, createdMs, copies }),
    )
  }

  const make = async (): Promise<Result<EpochToWrite, KeysMissing | StorageFault>> => {
    const key = createRoomKey(randomBytes)
    const made = { epoch: epochIdOf(key), key, createdMs: now() }
    const announcement = announcementOf(made, room.founders)
    if (!announcement.ok) return announcement
    const known = await keyring.add({ ...made, room: room.id, author: identity.account, recipients: room.founders })
    if (!known.ok) return known
    return ok({ epoch: made.epoch, key, announce: [announcement.value] })
  }
  const choose = () => {
    const openable = new Set(keyring.list(room.id).map(({ epoch }) => epoch))
    return chooseEpoch({ claims, members, openable, me: identity.account })
  }
  /**
   * Members to whom I have not sealed this epoch's key myself, whoever else has: what I write must be readable by what I write. Another
   * may have sealed rubbish to one of us, or told one device of the epoch and another of something else in the same place.
   */
  const notToldByMe = (epoch: EpochId): readonly AccountId[] => {
    const mine = claims.filter(claim => claim.author === identity.account && claim.epoch === epoch)
    const told = new Set(mine.flatMap(({ recipients }) => recipients))
    return room.founders.filter(founder => !told.has(founder))
  }
  return {
    keyOf,
    learn: envelopes => {
      const epochs = envelopes.filter(({ kind }) => kind === 'epoch')
      const came = epochs.reduce((before, envelope) => learnOne(envelope) || before, false)
      if (epochs.length > 0) announced.set(announced.value + epochs.length)
      return came
    },
    isTold: told.isTold,
    announced,
    current: () => {
      const choice = choose()
      const key = choice.kind === 'use' ? keyOf(choice.epoch) : null
      return choice.kind === 'use' && key !== null ? { epoch: choice.epoch, key } : null
    },
    toWrite: async () => {
      const choice = choose()
      if (choice.kind === 'make') return make()
      const known = keyring.get(room.id, choice.epoch)
      // `choose` offers only what the keyring holds.
      if (known === null) throw new Error('an epoch was chosen that has no key')
      const recipients = notToldByMe(choice.epoch)
      if (recipients.length === 0) return ok({ epoch: choice.epoch, key: known.key, announce: [] })
      const announcement = announcementOf(known, recipients)
      return announcement.ok
        ? ok({ epoch: choice.epoch, key: known.key, announce: [announcement.value] })
        : announcement
    },
    untold: () =>
      keyring
        .list(room.id)
        .filter(({ epoch }) => !told.isTold(epoch, () => true))
        .flatMap(known => {
          const announcement = announcementOf(known, room.founders)
          return announcement.ok ? [announcement.value] : []
        }),
  }
}
