/** What may fail says so in its type: a caller cannot reach `value` without having looked at `ok`. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })

/** `error` is a plain object with a literal `kind` and the facts its reader needs to act. */
export const fail = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error })
