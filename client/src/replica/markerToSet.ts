import type { Marker } from '@sarangbang/shared/api/index.ts'
import { fromBase64url } from '@sarangbang/shared/crypto/base64url.ts'
import type { AccountId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { openMarker } from '@sarangbang/shared/crypto/readMarker.ts'
import { ok, type Result } from '@sarangbang/shared/result.ts'
import { compareStamps } from '@sarangbang/shared/room/stamp.ts'
import type { ReplicaRecords } from './replicaRecords.ts'
import type { Keyring } from './store/keyring.ts'
import type { RecordStore } from './store/records.ts'
import type { StorageFault } from './store/storageFault.ts'

export interface MarkerToSet {
  /** Version at the relay. */
  readonly replaces: number
  readonly sealed: string
}

/**
 * What to put into my slot of a room at the relay; `null`: nothing further than what is there. Read from the disk, because another
 * tab may have moved it, or this program before its last restart.
 *
 * @param atRelay - my marker as the relay has it. One of an epoch unknown here is replaced: devices keep the maximum themselves.
 */
export const markerToSet = async ({
  me,
  room,
  atRelay,
  records,
  keyring,
}: {
  readonly me: AccountId
  readonly room: RoomId
  readonly atRelay: Marker | undefined
  readonly records: Pick<RecordStore<ReplicaRecords>, 'get'>
  readonly keyring: Pick<Keyring, 'get'>
}): Promise<Result<MarkerToSet | null, StorageFault>> => {
  const kept = await records.get('marker', room)
  if (!kept.ok) return kept
  const mine = kept.value
  if (mine === undefined) return ok(null)
  const bytes = atRelay === undefined ? null : fromBase64url(atRelay.sealed)
  if (bytes !== null) {
    const theirs = openMarker(bytes, room, me, epoch => keyring.get(room, epoch)?.key ?? null)
    if (theirs.ok && compareStamps(theirs.value.upTo, mine.upTo) >= 0) return ok(null)
  }
  return ok({ replaces: atRelay?.version ?? 0, sealed: mine.sealed })
}
