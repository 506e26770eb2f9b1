import { storeFaultOf, type StoreFault } from './storeFault.ts'

/** The fault in words for whoever runs the relay: what is wrong, and what to do. The same in the log and when a start fails. */
export const storeFaultWords: Readonly<Record<StoreFault, string>> = {
  'disk-full': 'the disk is full: free some of it',
  'disk-refuses': 'the disk takes nothing (read-only, broken, or not allowed to this account): see to it',
  busy: 'another program holds the database (a backup that hangs?): end it',
  'database-damaged':
    'the database is damaged: stop the relay, keep its files, and restore a backup (docs/operating.md, "When the database is damaged")',
}

/**
 * What a start ends with: the file, what is wrong with it, and what to do. An error that is none of the disk's comes back as it was.
 */
export const sayStoreFault = (path: string, error: unknown): unknown => {
  const fault = storeFaultOf(error)
  if (fault === null) return error
  const facts = error instanceof Error && 'code' in error ? ` (${String(error.code)}: ${error.message})` : ''
  return new Error(`${path}${facts}: ${storeFaultWords[fault]}.`, { cause: error })
}
