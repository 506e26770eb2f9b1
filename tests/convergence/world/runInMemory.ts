import { seededBytes } from '@sarangbang/shared/crypto/seededBytes.ts'
import { makeDevice } from './device.ts'
import type { Exercised } from './exercised.ts'
import { makeMemoryDisk } from './memoryDisk.ts'
import { runHistory } from './runHistory.ts'
import type { History } from './step.ts'

/** Runs a history with disks in memory, and with every random byte drawn from its seed: the same each time. */
export const runInMemory = async (history: History): Promise<Exercised> => {
  const draw = seededBytes(`history ${history.seed}`)
  const getRandomValues = crypto.getRandomValues.bind(crypto)
  crypto.getRandomValues = <T extends ArrayBufferView | null>(array: T): T => {
    if (array !== null) new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(draw(array.byteLength))
    return array
  }
  try {
    return await runHistory(history, async options => makeDevice({ ...options, disk: makeMemoryDisk() }))
  } finally {
    crypto.getRandomValues = getRandomValues
  }
}
