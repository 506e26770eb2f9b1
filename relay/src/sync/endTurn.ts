import { fanOut } from './fanOut.ts'
import type { HotDocument } from './hotDocument.ts'
import type { KeepChanges } from './keepChanges.ts'

export interface EndTurn {
  /** A document admitted something: at the end of this turn of the event loop it is on its way to the readers and to the disk. */
  schedule(document: HotDocument): void
  /** Does now what is scheduled. */
  run(): void
}

/**
 * What happens once per turn of the event loop, however much arrived in it: every document's change goes out to its sockets, then
 * all of them are on their way to the disk (keepChanges).
 */
export const makeEndTurn = (keep: KeepChanges): EndTurn => {
  const changed = new Set<HotDocument>()
  let isScheduled = false

  const run = () => {
    isScheduled = false
    for (const document of changed) {
      const admitted = document.admitted
      document.admitted = []
      if (document.isGone) continue
      fanOut(document, admitted)
      keep.add(document, admitted)
    }
    changed.clear()
    keep()
  }
  return {
    schedule(document) {
      changed.add(document)
      // After every admission that needs no other thread: a turn of its own would cost the loop another round through the kernel.
      if (!isScheduled) process.nextTick(run)
      isScheduled = true
    },
    run,
  }
}
