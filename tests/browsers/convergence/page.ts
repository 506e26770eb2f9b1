import type { Exercised } from '../../convergence/world/exercised.ts'
import { runHistory } from '../../convergence/world/runHistory.ts'
import type { History } from '../../convergence/world/step.ts'
import { deleteDatabases } from './databases.ts'
import { keepApart, openFrame } from './deviceFrame.ts'
import { openFrameDevice } from './frameDevice.ts'

/** One script for both: the page that lives through a history, and the frames in it that are its devices. */
if (location.pathname === '/device') {
  keepApart(decodeURIComponent(location.hash.slice(1)))
  window.openFrame = openFrame
}

let runs = 0
const run = async (history: History): Promise<Exercised> => {
  const name = `history${runs++}`
  try {
    return await runHistory(history, openFrameDevice(name))
  } finally {
    for (const frame of document.querySelectorAll('iframe')) frame.remove()
    await deleteDatabases(name)
  }
}
export type RunHistory = typeof run
Object.assign(globalThis, { runHistory: run })
