import type { DeliveryTown, Speaker } from './deliveryTown.ts'
import type { FrameMeaning } from './languages/language.ts'
import type { Sending } from './sendAll.ts'
import type { System } from './system.ts'
import { makeTally, type Departures, type Reader, type Tally } from './tally.ts'

/** What is waited for between two moments. */
export interface Phase {
  readonly deliveries: Tally
  /** Until writers know that the relay has their messages on disk. */
  readonly kept: Tally
  readonly complete: Promise<void>
  /** How far it is, for whoever gave up. */
  say(): string
}

export interface Listening {
  /** When each message left: to be written by whoever sends. */
  readonly departures: Departures
  /** Counts from here on, until all of what is going to be sent is everywhere. */
  begin(town: DeliveryTown, sending: Sending): Phase
  /** The ears of one speaker: reads a frame and counts what it brings. */
  hearAs(speaker: Speaker): (data: Buffer, isBinary: boolean) => FrameMeaning
}

const now = () => performance.now()

/** Listens for all speakers of a town at once. */
export const listen = ({ language }: System): Listening => {
  const listenAs = language.makeListen()
  const departures: Departures = new Map()
  let heard: (Phase & { check(): void }) | null = null
  return {
    departures,
    begin({ rooms, speakers }, { from, to }) {
      const deliveries = makeTally(departures, now)
      const kept = makeTally(departures, now)
      const pairs = rooms.reduce((sum, { members }) => sum + members.length * (members.length - 1), 0)
      const expected = pairs * (to - from)
      const expectedKept = language.tellsKept ? speakers.length * (to - from) : 0
      const { promise: complete, resolve } = Promise.withResolvers<void>()
      return (heard = {
        deliveries,
        kept,
        complete,
        say: () => `${deliveries.count} of ${expected} deliveries, ${kept.count} of ${expectedKept} kept`,
        check: () => deliveries.count >= expected && kept.count >= expectedKept && resolve(),
      })
    },
    hearAs(speaker) {
      const { client: own } = speaker
      const read = listenAs(speaker, 'nothing')
      const readOf: Reader = new Map()
      const keptOf: Reader = new Map()
      return (data, isBinary) => {
        const meaning = read(data, isBinary)
        if (meaning.kind === 'other' || meaning.kind === 'question' || !heard) return meaning
        for (const [client, next] of meaning.clocks) {
          if (meaning.kind === 'update' && client !== own) heard.deliveries.arrived(readOf, client, next)
          if (meaning.kind === 'kept' && client === own) heard.kept.arrived(keptOf, client, next)
        }
        heard.check()
        return meaning
      }
    },
  }
}
