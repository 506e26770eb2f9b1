import { listDocuments, listRooms, setMarker } from '@sarangbang/shared/api/rooms.ts'
import { fail, ok } from '@sarangbang/shared/result.ts'
import { mount, type Mounting } from '../http/mount.ts'
import type { Inbox } from '../inbox/inbox.ts'
import type { Store } from '../store/store.ts'
import type { Membership } from './membership.ts'
import { roomsFor } from './roomsFor.ts'

/** What the routes of rooms work with. */
export interface RoomsContext {
  readonly store: Store
  readonly membership: Membership
  readonly inbox: Inbox
}

/** Every route of shared/src/api/rooms.ts. A room that is not one's own and one that does not exist look alike. */
export const mountRooms = (mounting: Mounting, { store, membership, inbox }: RoomsContext): void => {
  mount(mounting, listRooms, async ({ identity }) =>
    ok({ rooms: await roomsFor(store, await store.rooms.ofMember(identity.account)) }),
  )

  mount(mounting, listDocuments, async ({ identity, params }) => {
    if (!(await membership.isMember(identity.account, params.room))) return fail({ kind: 'not-a-member' })
    const documents = await store.documents.positions(params.room)
    return ok({ documents: [...documents], markers: [...(await store.markers.ofRoom(params.room))] })
  })

  mount(mounting, setMarker, async ({ identity, params, body, limit }) => {
    const limited = limit('markers')
    if (!limited.ok) return limited
    const { account } = identity
    if (!Number.isSafeInteger(body.replaces) || body.replaces < 0)
      return fail({ kind: 'request-invalid', detail: 'body.replaces: a version, a whole number from 0' })
    const { isMember, written, present } = await store.transaction(async ({ rooms, markers }) => {
      const isMember = await rooms.isMember(params.room, account)
      const written = isMember ? await markers.replace(params.room, account, body.replaces, body.sealed) : null
      return { isMember, written, present: await markers.of(params.room, account) }
    })
    if (!isMember) return fail({ kind: 'not-a-member' })
    // `current` may be null: the device replaces a marker the relay has never had (it was restored from an older backup).
    if (!written) return fail({ kind: 'marker-conflict', current: present })
    const members = await membership.members(params.room)
    for (const member of members) inbox.publish(member, { type: 'marker', room: params.room, marker: written })
    return ok(written)
  })
}
