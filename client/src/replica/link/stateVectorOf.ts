import * as Y from 'yjs'

/** What somebody says to have: the next clock by client. @param bytes untrusted; `null` for what is no state vector. */
export const stateVectorOf = (bytes: Uint8Array): ReadonlyMap<number, number> | null => {
  try {
    return Y.decodeStateVector(bytes)
  } catch {
    // lib0 throws where the bytes end early and on integers above 2^53.
    return null
  }
}
