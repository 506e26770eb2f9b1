import type { InboxMessage } from '@sarangbang/shared/api/inbox.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'

/** Where everything that an account's devices should learn is put. Nothing here fails or waits. */
export interface Inbox {
  /** Tells every device of an account. Told after the store has it. */
  publish(account: AccountId, message: InboxMessage): void
  /**
   * Tells every member of the document's room how far it has grown. Cheap enough to be called for every durable write: of one
   * document at most one message leaves per turn of the event loop, with the newest position.
   */
  publishPosition(document: DocumentName, position: number): void
}
