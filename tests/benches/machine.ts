import { arch, availableParallelism, cpus, loadavg, platform } from 'node:os'
import { sayNumber } from './report/sayNumber.ts'

/** Cores, processor, system and Node version: what absolute numbers depend on. */
export const sayMachine = (): string =>
  `${availableParallelism()} cores (${cpus()[0]?.model.trim() || 'unnamed'}), ${platform()} ${arch()}, Node ${process.versions.node}`

/** How many processes wanted a core, on average over the last minute and five; more than there are cores disturbs. */
export const sayLoad = (): string => {
  const [one = 0, five = 0] = loadavg()
  return `${sayNumber(one)} (1 min), ${sayNumber(five)} (5 min)`
}
