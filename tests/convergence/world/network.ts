import type { Replica } from './replica.ts'
import type { Line } from './talk.ts'

/** A frame under way. */
export interface Flight {
  readonly from: Replica
  readonly to: Replica
  readonly connection: Connection
  readonly document: string
  readonly frame: Uint8Array
}

interface Connection {
  readonly ends: readonly [Replica, Replica]
  /** What each end says on it, in the order of `ends`. */
  readonly lines: readonly [Line, Line]
  isOpen: boolean
}

/** What old frames are kept to be played again. */
const maxHeard = 400

/**
 * Wires that are driven step by step: a frame arrives when it is told to, if it is told to. No time passes here, and nothing is
 * delivered that nobody asked for.
 */
export interface Network {
  connect(one: Replica, other: Replica): void
  disconnect(one: Replica, other: Replica): void
  /** All lines of a replica that stopped: what was under way is gone. */
  cutOff(replica: Replica): void
  isConnected(one: Replica, other: Replica): boolean
  connections(): number
  /** Under way, oldest first. */
  readonly air: readonly Flight[]
  /** Everything that was ever sent, or its latest part: what a liar may play again. */
  readonly heard: readonly Flight[]
  /** Takes a frame out of the air and hands it over; refused, its connection ends at both sides. */
  deliver(at: number): Promise<'taken' | 'refused' | 'unknown'>
  /** Hands over what nobody sent, as if it came from `as.from`. */
  forge(
    as: Pick<Flight, 'from' | 'to'>,
    document: string,
    frame: Uint8Array,
  ): Promise<'taken' | 'refused' | 'unknown' | 'unconnected'>
  drop(at: number): void
  /** Frames sent so far. */
  readonly sent: number
}

export const makeNetwork = (): Network => {
  const connections = new Set<Connection>()
  const air: Flight[] = []
  const heard: Flight[] = []
  let sent = 0

  const find = (one: Replica, other: Replica): Connection | undefined =>
    [...connections].find(({ ends }) => ends.includes(one) && ends.includes(other))
  const end = (connection: Connection): void => {
    if (!connections.delete(connection)) return
    connection.isOpen = false
    connection.ends.forEach((replica, at) => {
      const line = connection.lines[at]
      if (line !== undefined) replica.disconnect(line)
    })
    for (let at = air.length - 1; at >= 0; at--) if (air[at]?.connection === connection) air.splice(at, 1)
  }
  const hand = async (connection: Connection, to: Replica, document: string, frame: Uint8Array) => {
    const line = connection.lines[connection.ends.indexOf(to)]
    if (line === undefined || !connection.isOpen) return 'unconnected' as const
    const received = await to.receive(line, document, frame)
    if (received === 'refused') end(connection)
    return received
  }
  const network: Network = {
    connect: (one, other) => {
      if (one === other || find(one, other) !== undefined) return
      const lineOf = (from: Replica, to: Replica): Line => ({
        account: to.account,
        post: (document, frame) => {
          if (!connection.isOpen) return
          const flight = { from, to, connection, document, frame: new Uint8Array(frame) }
          sent++
          air.push(flight)
          heard.push(flight)
          if (heard.length > maxHeard) heard.shift()
        },
      })
      const connection: Connection = {
        ends: [one, other],
        lines: [lineOf(one, other), lineOf(other, one)],
        isOpen: true,
      }
      connections.add(connection)
      one.hearNames(other.names())
      other.hearNames(one.names())
      one.connect(connection.lines[0])
      other.connect(connection.lines[1])
    },
    disconnect: (one, other) => {
      const connection = find(one, other)
      if (connection !== undefined) end(connection)
    },
    cutOff: replica => {
      for (const connection of connections) if (connection.ends.includes(replica)) end(connection)
    },
    isConnected: (one, other) => find(one, other) !== undefined,
    connections: () => connections.size,
    air,
    heard,
    deliver: async at => {
      const [flight] = air.splice(at, 1)
      if (flight === undefined) return 'unknown'
      const received = await hand(flight.connection, flight.to, flight.document, flight.frame)
      return received === 'unconnected' ? 'unknown' : received
    },
    forge: async (as, document, frame) => {
      const connection = find(as.from, as.to)
      return connection === undefined ? 'unconnected' : hand(connection, as.to, document, frame)
    },
    drop: at => void air.splice(at, 1),
    get sent() {
      return sent
    },
  }
  return network
}
