import type { DocumentReplica } from './documentReplica.ts'
import type { Watched } from './watched.ts'

/** Follows each document of a room from its opening on, once. Returns what stops it all. */
export const followOpened = (
  opened: Watched<readonly DocumentReplica[]>,
  follow: (document: DocumentReplica) => () => void,
): (() => void) => {
  const stops = new Map<DocumentReplica, () => void>()
  const look = (): void => {
    for (const document of opened.value) if (!stops.has(document)) stops.set(document, follow(document))
  }
  const stop = opened.watch(look)
  look()
  return () => {
    stop()
    for (const one of stops.values()) one()
  }
}
