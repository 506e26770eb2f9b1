/** What a person does on a device. Numbers choose among what is there, by remainder. */
export type Action =
  | { readonly kind: 'say'; readonly bytes: number; readonly replyTo: number | null }
  | { readonly kind: 'edit'; readonly which: number; readonly text: string }
  | { readonly kind: 'react'; readonly which: number; readonly emoji: string; readonly on: boolean }
  | { readonly kind: 'erase'; readonly which: number }
  /** Says that the room began: a system entry. */
  | { readonly kind: 'begin' }
  | { readonly kind: 'name'; readonly register: string; readonly value: string | null }
  | { readonly kind: 'read' }
  | { readonly kind: 'older' }
