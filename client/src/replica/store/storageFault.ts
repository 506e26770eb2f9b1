import { TimeLimitError } from './within.ts'

/** Why this device's storage did not do what was asked. Nothing of what was asked is on the disk, unless a kind says otherwise. */
export type StorageFault =
  /** The browser gives no more room. The person has to free some; trying again by itself helps only after that. */
  | { readonly kind: 'storage-full' }
  /**
   * No answer within the limit: another tab blocks, or the disk is very slow. A write that was already committing may still
   * reach the disk, so whoever repeats it uses the same id.
   */
  | { readonly kind: 'storage-timeout'; readonly doing: string; readonly limitMs: number }
  /** Everything else. `reason` is the platform's own name and words: for the screen's details and the log, not to be parsed. */
  | { readonly kind: 'storage-failed'; readonly reason: string }

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error)

/** Turns what a storage call threw into a fault, at the edge where it was thrown. */
export const storageFaultOf = (error: unknown): StorageFault => {
  if (error instanceof TimeLimitError) {
    return { kind: 'storage-timeout', doing: error.doing, limitMs: error.limitMs }
  }
  if (nameOf(error) === 'QuotaExceededError') return { kind: 'storage-full' }
  const words = error instanceof Error ? error.message : String(error)
  return { kind: 'storage-failed', reason: `${nameOf(error)}: ${words}` }
}

/**
 * Whether the connection that threw this is not to be used again. `InvalidStateError`: it is closed or closing. `UnknownError`:
 * Safari has lost its storage process. A connection that answers nothing is given up too.
 */
export const isConnectionLost = (error: unknown): boolean =>
  error instanceof TimeLimitError || ['InvalidStateError', 'UnknownError'].includes(nameOf(error))

/** Whether the browser itself says that a stored value cannot be read: its bytes are damaged, or a large value's own file is gone. */
export const isUnreadable = (error: unknown): boolean =>
  ['NotReadableError', 'DataError', 'DataCloneError'].includes(nameOf(error))
