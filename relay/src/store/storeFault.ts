/**
 * What a disk or database does not do, whoever asked. `disk-full`, `disk-refuses` (read-only, not allowed, broken) and `busy`
 * (a backup holds the file) go by when their cause goes; nothing of the call has happened, and it may be made again.
 * `database-damaged` needs the operator: stop, restore a backup (docs/operating.md).
 */
export type StoreFault = 'disk-full' | 'disk-refuses' | 'busy' | 'database-damaged'

/** By the first two words of SQLite's result code (sqlite.org/rescode.html), extended ones included, and by Node's. */
const faults: readonly (readonly [prefix: string, fault: StoreFault])[] = [
  ['SQLITE_FULL', 'disk-full'],
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['SQLITE_CORRUPT', 'database-damaged'],
  ['SQLITE_NOTADB', 'database-damaged'],
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_IOERR', 'disk-refuses'],
  ['SQLITE_READONLY', 'disk-refuses'],
  ['SQLITE_CANTOPEN', 'disk-refuses'],
  ['SQLITE_PERM', 'disk-refuses'],
  ['SQLITE_AUTH', 'disk-refuses'],
  ['EROFS', 'disk-refuses'],
  ['EACCES', 'disk-refuses'],
  ['EPERM', 'disk-refuses'],
  ['EIO', 'disk-refuses'],
  ['EFBIG', 'disk-full'],
]

/** `null`: something else, which is a bug. */
export const storeFaultOf = (error: unknown): StoreFault | null => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return faults.find(([prefix]) => code === prefix || code.startsWith(`${prefix}_`))?.[1] ?? null
}
