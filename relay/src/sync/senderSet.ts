import type { SyncSocket } from './hotDocument.ts'

/** The origin of a Yjs transaction that an admission ran: whose updates it was. */
export class SenderSet extends Set<SyncSocket> {}
