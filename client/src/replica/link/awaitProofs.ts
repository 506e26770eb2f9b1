/** Ten times what an author's deletion and erasure, written in one transaction, may come apart on their way. */
const patienceMs = 10_000

export interface AwaitedProofs {
  /**
   * Told after each update that was admitted.
   * @param isHeld - Whether the link's updates still wait for the proof of a tombstone (LogChange).
   * @param isWhole - Whether this was all the other side has (sync step 2): then no proof is still to come.
   */
  wait(isHeld: boolean, isWhole: boolean): void
  stop(): void
}

/**
 * Notices a link that goes on and brings nothing: whoever forges one tombstone has everything that follows it held, and would look
 * connected for ever. Honest devices hold no tombstone without its proof, so it comes with the rest of what they have.
 */
export const awaitProofs = (distrust: () => void): AwaitedProofs => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = (): void => {
    clearTimeout(timer)
    timer = undefined
  }
  let isSynced = false
  return {
    wait: (isHeld, isWhole) => {
      isSynced ||= isWhole
      if (!isHeld) return stop()
      if (isWhole) return distrust()
      // Until the first step 2 a backlog is on its way, as long as the line takes.
      if (isSynced) timer ??= setTimeout(distrust, patienceMs)
    },
    stop: () => {
      stop()
      isSynced = false
    },
  }
}
