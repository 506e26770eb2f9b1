import { withdrawAccount } from '@sarangbang/shared/api/accounts.ts'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { fail, ok } from '@sarangbang/shared/result.ts'
import { mount, type Mounting } from '../http/mount.ts'
import { connectionFor } from '../people/connectionFor.ts'
import { changedMs } from '../people/settle.ts'
import { roomsFor } from '../rooms/roomsFor.ts'
import { personOf, type AccountsContext } from './accountsContext.ts'

/**
 * A withdrawn handle comes free after 90 days: long enough for friends to have noticed that it is gone, so that whoever takes it
 * next is not taken for the one who left; short enough that a mistake does not cost a name for ever. Kept as a keyed digest.
 */
export const handleRestMs = 90 * 24 * 3_600_000

/**
 * A4: account, profile, keys, sessions and open requests are gone, and so are rooms nobody is left in. A friend keeps the room
 * they shared, alone in it; their connection is told as ended.
 */
export const mountWithdrawal = (mounting: Mounting, context: AccountsContext): void => {
  const { store, now, inbox, membership } = context
  /** The account is gone already: a disk that refuses here must not say otherwise. What stays goes with the next sweep, within a day. */
  const forget = (room: RoomId) =>
    context.forgetRoom(room).catch((error: unknown) => {
      context.log.warn({ room, error: String(error) }, 'the documents of a deserted room go with the next sweep')
    })

  mount(mounting, withdrawAccount, async ({ identity, body, limit, setSession }) => {
    const limited = limit('accountChanges')
    if (!limited.ok) return limited
    const proven = context.passwords.finish(body.attempt, body.finishLoginRequest)
    if (!proven.ok) return proven
    const leaver = proven.value
    if (leaver.keys.account !== identity.account) return fail({ kind: 'login-refused' })

    const nowMs = now()
    const left = await store.transaction(async records => {
      const present = await records.accounts.byId(identity.account)
      if (present?.registrationRecord !== leaver.registrationRecord) return null
      const connections = await records.connections.openOf(identity.account)
      const rooms = await records.rooms.ofMember(identity.account)
      await records.accounts.remove(identity.account)
      const digest = context.secret.digest('retired-handle', leaver.handleKey)
      await records.accounts.retireHandle(digest, nowMs + handleRestMs)
      return { connections, rooms, deserted: await records.rooms.removeDeserted() }
    })
    if (!left) return fail({ kind: 'login-refused' })

    membership.revoke({ kind: 'account', account: identity.account })
    setSession(null)
    for (const connection of left.connections) {
      const other = connection.asker === identity.account ? connection.asked : connection.asker
      const ended = { ...connection, state: 'ended', updatedMs: changedMs(connection, nowMs) } as const
      inbox.publish(other, { type: 'connection', connection: connectionFor(ended, other, personOf(leaver)) })
    }
    const kept = left.rooms.filter(room => !left.deserted.includes(room.id))
    for (const room of await roomsFor(store, kept))
      for (const member of room.members) inbox.publish(member.keys.account, { type: 'room', room })
    for (const room of left.deserted) await forget(room)
    // Old pages of the database would still hold the record and the vault. A backup that reads right now, or a disk that
    // refuses, delays it: then the relay goes on trying.
    if (!(await store.documents.scrub().catch(() => false))) context.scrubSoon()
    context.log.info({ account: identity.account, rooms: left.deserted.length }, 'withdrawn')
    return ok(undefined)
  })
}
