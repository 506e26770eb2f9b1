/** How much room this origin takes and may take, as far as the browser tells. */
export interface StorageEstimate {
  readonly usedBytes: number
  readonly quotaBytes: number
  /** The browser promises not to clear it by itself. */
  readonly persisted: boolean
}

/** `null`: the browser does not say (no secure context, or refused). */
export const estimateStorage = async (): Promise<StorageEstimate | null> => {
  try {
    const [{ usage, quota }, persisted] = await Promise.all([
      navigator.storage.estimate(),
      navigator.storage.persisted(),
    ])
    return usage === undefined || quota === undefined ? null : { usedBytes: usage, quotaBytes: quota, persisted }
  } catch {
    return null
  }
}

/**
 * Asks the browser never to clear this origin by itself; ask early, as Safari clears a site that is not installed after seven idle days.
 * Firefox asks the person, the others decide by themselves. `false`: not granted, or there is nobody to ask.
 */
export const askToPersist = async (): Promise<boolean> => {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist())
  } catch {
    return false
  }
}
