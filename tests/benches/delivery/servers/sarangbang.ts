/** Sarangbang's relay as it runs: admission with native signature checks, SQLite with fsync on the disk of the temporary folder. */
import type { AccountId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { hashSessionToken } from '../../../../relay/src/accounts/sessionToken.ts'
import type { Records } from '../../../../relay/src/store/store.ts'
import { openTestRelay } from '../../../relay/openTestRelay.ts'
import { serveSystem } from './serveSystem.ts'
import type { Member, Room } from '../system.ts'

/** As after a sign-up; what the relay never looks at while it delivers is left empty. */
const addMember = async (records: Records, { account, token }: Member, nowMs: number) => {
  await records.accounts.add(
    {
      keys: { account: account as AccountId, agreement: '', signature: '' },
      handle: account,
      handleKey: account,
      nickname: '',
      registrationRecord: '',
      vault: '',
      recoveryKey: '',
      createdMs: nowMs,
    },
    [{ kind: 'password', publicKey: '', sealedVaultKey: '' }],
  )
  const tokenHash = hashSessionToken(token)
  await records.sessions.add({
    id: tokenHash,
    tokenHash,
    account: account as AccountId,
    device: 'bench',
    createdMs: nowMs,
    lastUsedMs: nowMs,
  })
}

const addRoom = (records: Records, { id, members }: Room, nowMs: number) =>
  records.rooms.add({
    id: id as RoomId,
    kind: 'direct',
    nonce: '',
    founders: members.map(({ account }) => account as AccountId),
    createdMs: nowMs,
  })

serveSystem(async rooms => {
  const relay = await openTestRelay()
  const nowMs = Date.now()
  await relay.store.transaction(async records => {
    for (const room of rooms) {
      for (const member of room.members) await addMember(records, member, nowMs)
      await addRoom(records, room, nowMs)
    }
  })
  return relay
})
