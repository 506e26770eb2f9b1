/**
 * Uses localStorage, whose writes are the browser's as soon as they return; `otherwise` where there is none. Workers have none, and it
 * throws where the person forbids site data and when it is full: whatever is kept there must be able to do without.
 */
export const withLocalStorage = <T>(use: (storage: Storage) => T, otherwise: T): T => {
  try {
    return typeof localStorage === 'undefined' ? otherwise : use(localStorage)
  } catch {
    return otherwise
  }
}
