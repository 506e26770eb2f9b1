import type { Connection } from '@sarangbang/shared/api/index.ts'

/** How new the newest word is that was heard of each connection, of those too that are over and shown no more. */
export interface NewestHeard {
  /** Takes a word in; `false` when a newer one was heard. One as new may tell a new name of the other. */
  hear(connection: Connection): boolean
  /** Whether a word would be newer than all that was heard. */
  isNews(connection: Connection): boolean
}

/** The relay makes `updatedMs` of a connection grow at each change, whatever its clock does: that alone says which word is the newer. */
export const makeNewestHeard = (known: Iterable<Connection> = []): NewestHeard => {
  const heard = new Map<string, number>()
  const newestOf = (id: string): number => heard.get(id) ?? -Infinity
  const hear = ({ id, updatedMs }: Connection): boolean => {
    if (updatedMs < newestOf(id)) return false
    heard.set(id, updatedMs)
    return true
  }
  for (const connection of known) hear(connection)
  return { hear, isNews: ({ id, updatedMs }) => updatedMs > newestOf(id) }
}
