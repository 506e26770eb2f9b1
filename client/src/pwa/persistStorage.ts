/** Whether the browser has promised not to clear this device's copy on its own. `unknown`: it does not say. */
export type Persistence = 'kept' | 'clearable' | 'unknown'

/** The promise as it stands. */
export const persistence = async (): Promise<Persistence> => {
  if (!navigator.storage?.persisted) return 'unknown'
  // Refused outright where storage is forbidden: then there is no promise to speak of.
  return navigator.storage.persisted().then(
    kept => (kept ? 'kept' : 'clearable'),
    () => 'unknown',
  )
}

/**
 * Asks for it. Chromium decides silently, Firefox asks the person: so it is called when there is something worth keeping (a first
 * sign-in on this device) or when somebody presses the button in the settings, never at the first sight of the page.
 */
export const askPersistence = async (): Promise<Persistence> => {
  if (!navigator.storage?.persist) return 'unknown'
  return navigator.storage.persist().then(
    kept => (kept ? 'kept' : 'clearable'),
    () => 'unknown',
  )
}
