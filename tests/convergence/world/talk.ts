import { decodeAcknowledgement, encodeAcknowledgement, messageAck } from '@sarangbang/shared/api/index.ts'
import type { Acknowledgement } from '@sarangbang/shared/api/socket.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { DocumentLog } from '@sarangbang/shared/room/documentLog.ts'
import {
  askForRest,
  messageSync,
  restFrames,
  syncFrame,
  syncStep1,
  syncUpdate,
} from '@sarangbang/client/src/replica/link/syncFrames.ts'
import { heardOf } from '@sarangbang/client/src/replica/link/heardOf.ts'
import { stateVectorOf } from '@sarangbang/client/src/replica/link/stateVectorOf.ts'
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'

/** One direction of one connection: what a replica says goes out by `post`, and may arrive late, twice, changed or never. */
export interface Line {
  /** Whose device is at the other end; `null`: the relay. */
  readonly account: AccountId | null
  post(document: string, frame: Uint8Array): void
}

/** A document that is talked about. */
export interface Topic {
  readonly log: DocumentLog
  committed(): Promise<unknown>
  /** What somebody else says he has on disk; `null`: the relay says so. */
  heard(clocks: Acknowledgement, from: AccountId | null): void
  /** All that was heard so far. */
  known(): Acknowledgement
  /** The relay asks for the rest, and by that says what it has. */
  relayHas(clocks: Acknowledgement): void
}

export type Reception = 'taken' | 'refused' | 'unknown'

/**
 * What a replica says of its documents and does with what it is told, in the frames of the real links: questions, rests, updates
 * and acknowledgements, everything through admission.
 */
export interface Talk {
  add(topic: Topic): void
  connect(line: Line): void
  disconnect(line: Line): void
  receive(line: Line, document: string, frame: Uint8Array): Promise<Reception>
  /** Commits what came and tells everybody; acknowledgements never go out by themselves, so that a stop can come before them. */
  acknowledge(): Promise<void>
  end(): void
}

export const makeTalk = (account: AccountId | null): Talk => {
  const topics = new Map<string, Topic>()
  /** Per line one object for each document: what admission holds back goes with it. */
  const lines = new Map<Line, Map<string, { readonly told: Map<number, number> }>>()
  const stops: (() => void)[] = []

  const linkOf = (line: Line, document: string) => {
    const links = lines.get(line) ?? new Map<string, { readonly told: Map<number, number> }>()
    const link = links.get(document) ?? { told: new Map<number, number>() }
    links.set(document, link)
    return link
  }
  const hear = (frame: decoding.Decoder, line: Line, { heard, known, log }: Topic): void => {
    const clocks = decodeAcknowledgement(decoding.readTailAsUint8Array(frame))
    // My own other device having it is not yet somebody else having it.
    if (clocks.ok && line.account !== account) heard(heardOf(log.doc, clocks.value, known()), line.account)
  }
  const sync = async (frame: decoding.Decoder, line: Line, { log, relayHas }: Topic): Promise<Reception> => {
    const kind = decoding.readVarUint(frame)
    const payload = decoding.readVarUint8Array(frame)
    if (kind === syncStep1) {
      const has = line.account === null ? stateVectorOf(payload) : null
      if (has !== null) relayHas(has)
      for (const rest of restFrames(log, payload)) line.post(log.name, rest)
      return 'taken'
    }
    const admitted = await log.admit(payload, linkOf(line, log.name))
    if (admitted.ok) return 'taken'
    if (admitted.error.kind !== 'missing-dependency') return 'refused'
    line.post(log.name, askForRest(log.doc))
    return 'taken'
  }
  return {
    add: topic => {
      const { doc, name } = topic.log
      topics.set(name, topic)
      const onUpdate = (update: Uint8Array, origin: unknown): void => {
        for (const line of lines.keys())
          if (linkOf(line, name) !== origin) line.post(name, syncFrame(syncUpdate, update))
      }
      doc.on('update', onUpdate)
      stops.push(() => doc.off('update', onUpdate))
      for (const line of lines.keys()) line.post(name, askForRest(doc))
    },
    connect: line => {
      lines.set(line, new Map())
      for (const { log } of topics.values()) line.post(log.name, askForRest(log.doc))
    },
    disconnect: line => void lines.delete(line),
    receive: async (line, document, bytes) => {
      const topic = topics.get(document)
      if (topic === undefined) return 'unknown'
      try {
        const frame = decoding.createDecoder(bytes)
        const type = decoding.readVarUint(frame)
        if (type === messageSync) return await sync(frame, line, topic)
        if (type === messageAck) hear(frame, line, topic)
        return 'taken'
      } catch {
        // The frame ends early: whoever sends that is left, as the real links leave him.
        return 'refused'
      }
    },
    acknowledge: async () => {
      for (const { log, committed } of topics.values()) {
        const clocks = Y.decodeStateVector(Y.encodeStateVector(log.doc))
        await committed()
        for (const line of lines.keys()) {
          const { told } = linkOf(line, log.name)
          const news = new Map([...clocks].filter(([client, next]) => next > (told.get(client) ?? 0)))
          for (const [client, next] of news) told.set(client, next)
          if (news.size > 0) line.post(log.name, encodeAcknowledgement(news))
        }
      }
    },
    end: () => {
      for (const stop of stops) stop()
      lines.clear()
    },
  }
}
