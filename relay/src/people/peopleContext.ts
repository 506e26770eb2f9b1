import type { Inbox } from '../inbox/inbox.ts'
import type { Store } from '../store/store.ts'

/** What the routes of people work with. */
export interface PeopleContext {
  readonly store: Store
  readonly inbox: Inbox
  readonly now: () => number
}
