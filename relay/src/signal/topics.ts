/** Who listens to which topic. */
export interface Topics<Socket> {
  subscribe(socket: Socket, topic: string): void
  unsubscribe(socket: Socket, topic: string): void
  /** Everything a socket listens to. */
  of(socket: Socket): ReadonlySet<string>
  listeners(topic: string): ReadonlySet<Socket>
  leave(socket: Socket): void
}

export const makeTopics = <Socket>(): Topics<Socket> => {
  const listeners = new Map<string, Set<Socket>>()
  const topics = new Map<Socket, Set<string>>()
  const none = new Set<never>()
  const remove = <K, V>(from: Map<K, Set<V>>, key: K, value: V) => {
    const set = from.get(key)
    if (set?.delete(value) && set.size === 0) from.delete(key)
  }
  const add = <K, V>(to: Map<K, Set<V>>, key: K, value: V) => {
    const set = to.get(key)
    if (set) set.add(value)
    else to.set(key, new Set([value]))
  }
  const unsubscribe = (socket: Socket, topic: string) => {
    remove(listeners, topic, socket)
    remove(topics, socket, topic)
  }
  return {
    subscribe(socket, topic) {
      add(listeners, topic, socket)
      add(topics, socket, topic)
    },
    unsubscribe,
    of: socket => topics.get(socket) ?? none,
    listeners: topic => listeners.get(topic) ?? none,
    leave(socket) {
      for (const topic of topics.get(socket) ?? none) remove(listeners, topic, socket)
      topics.delete(socket)
    },
  }
}
