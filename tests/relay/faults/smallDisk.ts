import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, rmdirSync, writeFileSync, appendFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder on a disk of its own, of a few megabytes. */
export interface SmallDisk {
  readonly folder: string
  /** Leaves no byte free. */
  fill(): void
  free(): void
  close(): void
}

/** A tmpfs. `null` where this machine lets nobody mount (no root, most containers): the test must then say that it proves nothing. */
export const openSmallDisk = (megabytes: number): SmallDisk | null => {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])
  if (mounted.status !== 0) {
    rmdirSync(folder)
    console.warn('NOT TESTED: this machine does not let us mount a small disk, so none can be full')
    return null
  }
  const ballast = join(folder, 'ballast')
  return {
    folder,
    fill() {
      writeFileSync(ballast, '')
      for (const bytes of [65_536, 4096, 1]) fillBy(ballast, bytes)
    },
    free: () => rmSync(ballast),
    close() {
      spawnSync('umount', ['-l', folder])
      if (readdirSync(folder).length === 0) rmdirSync(folder)
    },
  }
}

const fillBy = (path: string, bytes: number): void => {
  try {
    for (;;) appendFileSync(path, Buffer.alloc(bytes, 1))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}
