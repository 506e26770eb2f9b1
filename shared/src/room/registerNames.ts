import type { AccountId } from '../crypto/ids.ts'

/** What the values of a room's head are called. Names travel sealed; the relay sees none of them. */
export const registerNames = {
  /** `titleRegister` */
  title: 'title',
  /** `titleRegister` too: a text. */
  topic: 'topic',
  /** What this account shares in this room: `shareRegister`. Each member sets their own. */
  share: 'share',
  /** Who somebody is in this room: `memberRegister`. */
  member: (account: AccountId): string => `member/${account}`,
} as const
