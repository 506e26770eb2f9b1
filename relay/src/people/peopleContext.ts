import type { Inbox } from '../inbox/inbox.ts'
import type { Membership } from '../rooms/membership.ts'
import type { Store } from '../store/store.ts'

/** What the routes of people work with. */
export interface PeopleContext {
  readonly store: Store
  readonly inbox: Inbox
  readonly membership: Pick<Membership, 'admitted'>
  readonly now: () => number
}
