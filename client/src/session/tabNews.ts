import type { DirectoryState } from '../replica/directory.ts'

/** What the tabs of one account tell each other beside the inbox. */
export type TabNews =
  /** Something was put into the outbox, or written by a tab that is going: the leading tab looks. */
  | { readonly kind: 'work' }
  /** The outbox changed: whoever shows it reads it again. */
  | { readonly kind: 'outbox' }
  /** A new tab began with what was on the disk; the leading tab knows more. */
  | { readonly kind: 'directory-asked' }
  | { readonly kind: 'directory'; readonly state: DirectoryState }
