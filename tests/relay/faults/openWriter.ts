import { decodeAcknowledgement, messageAck } from '@sarangbang/shared/api/index.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { openMember, type LogMember } from '@sarangbang/shared/room/logMember.fixture.ts'
import type { EnvelopePlace } from '@sarangbang/shared/crypto/envelope.ts'
import { readTailAsUint8Array } from 'lib0/decoding'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import type { Neighbour } from './openStreet.ts'

/** A stock y-websocket client that writes real envelopes, and remembers what it was shown as kept. */
export interface Writer {
  readonly document: DocumentName
  readonly member: LogMember
  /** Next own clock that the relay has acknowledged: everything below was shown as kept. */
  kept(): number
  /** Every place it has written at, erasures among them. */
  readonly said: readonly EnvelopePlace[]
  /** Of these what it has erased. */
  readonly erased: ReadonlyMap<EnvelopePlace, Erased>
  /** The client id it writes under. */
  readonly own: number
  say(text: string): EnvelopePlace
  erase(place: EnvelopePlace): void
  /** Close codes it has met. */
  readonly codes: readonly number[]
  isSynced(): boolean
  connect(): void
  disconnect(): void
  close(): void
}

export interface Erased {
  /** Where the erasure stands. */
  readonly by: EnvelopePlace
  /** The sealed bytes that must go from every disk. */
  readonly body: Buffer
}

export const openWriter = (port: number, person: Neighbour, document: DocumentName): Writer => {
  const headers = { authorization: `Bearer ${person.token}` }
  class Signed extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, { headers })
    }
  }
  const member = openMember(person.identity, document)
  const own = member.log.doc.clientID
  const provider = new WebsocketProvider(`ws://127.0.0.1:${port}/sync`, document, member.log.doc, {
    WebSocketPolyfill: Signed as unknown as typeof globalThis.WebSocket,
    disableBc: true,
    connect: false,
    maxBackoffTime: 200,
    params: { ack: '1' },
  })
  let kept = 0
  const said: EnvelopePlace[] = []
  const erased = new Map<EnvelopePlace, Erased>()
  const codes: number[] = []
  provider.messageHandlers[messageAck] = (_encoder, decoder) => {
    const clocks = decodeAcknowledgement(readTailAsUint8Array(decoder))
    if (!clocks.ok) throw new Error('an acknowledgement that is none')
    kept = Math.max(kept, clocks.value.get(own) ?? 0)
  }
  provider.on('connection-close', event => void codes.push(event?.code ?? 0))
  return {
    document,
    member,
    own,
    kept: () => kept,
    said,
    erased,
    say(text) {
      const place = member.say(text)
      said.push(place)
      return place
    },
    erase(target) {
      const told = member.log
        .envelopes()
        .find(({ session, clock }) => session === target.session && clock === target.clock)
      const by = member.erase(target)
      said.push(by)
      erased.set(target, { by, body: Buffer.from(told?.body ?? []) })
    },
    codes,
    isSynced: () => provider.synced,
    connect: () => provider.connect(),
    disconnect: () => provider.disconnect(),
    close: () => provider.destroy(),
  }
}
