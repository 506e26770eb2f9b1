import { clientIdOf } from '@sarangbang/shared/crypto/clientIdOf.ts'
import type { AccountId, EntryId, EpochId } from '@sarangbang/shared/crypto/ids.ts'
import { encodeEntry } from '@sarangbang/shared/room/encodeEntry.ts'
import { toBase64url } from '@sarangbang/shared/crypto/base64url.ts'
import type { DocumentLog } from '@sarangbang/shared/room/documentLog.ts'
import type { OpenedEntry, Stamp } from '@sarangbang/shared/room/entry.ts'
import { foldRegisters } from '@sarangbang/shared/room/foldRegisters.ts'
import type { TimelineItem } from '@sarangbang/shared/room/timeline.ts'
import { openedOf } from '@sarangbang/client/src/replica/openedOf.ts'
import * as Y from 'yjs'
import type { Generation } from './generation.ts'

/** One live copy of an entry, as it stands in a document. */
export interface Copy {
  readonly id: EntryId
  readonly author: AccountId
  readonly document: string
  /** The encoded entry, base64url: equal for copies of the same. */
  readonly plain: string
}

/** All that a device holds and shows of the room. Plain values. */
export interface View {
  readonly items: readonly TimelineItem[]
  readonly readUpTo: readonly (readonly [AccountId, Stamp])[]
  /** By name and author, the value as base64url. */
  readonly registers: readonly (readonly [string, AccountId, string | null])[]
  /** How far each has read, by all this device has heard. */
  readonly reading: readonly (readonly [AccountId, Stamp])[]
  /** By document, as Yjs encodes it with clients ascending. */
  readonly clocks: readonly (readonly [document: string, clocks: readonly (readonly [number, number])[]])[]
  /** Live envelopes by document: author, session and clock. */
  readonly places: readonly (readonly [document: string, places: readonly string[]])[]
  readonly copies: readonly Copy[]
  /** Where members' sealed envelopes stand that do not open: `document/clientID:clock`. */
  readonly unopened: readonly string[]
  readonly unkept: readonly EntryId[]
  readonly journaled: readonly EntryId[]
  /** Own messages by what their tick says. */
  readonly ticks: readonly string[]
}

export const openedIn = (log: DocumentLog, keyOf: (epoch: EpochId) => Uint8Array | null): readonly OpenedEntry[] =>
  log.envelopes().flatMap(envelope => {
    const opened = openedOf(log.name, envelope, keyOf)
    return opened.ok ? [opened.value] : []
  })

const byText = <T extends readonly [string, ...unknown[]]>(one: T, other: T): number => (one[0] < other[0] ? -1 : 1)

/** When an entry came is each device's own. */
const withoutArrivals = (item: TimelineItem): TimelineItem => {
  const said = { ...item, arrivedMs: undefined }
  return said.kind === 'message' ? { ...said, history: said.history.map(({ text, stamp }) => ({ text, stamp })) } : said
}

export const viewOf = async ({ state, journal }: Generation): Promise<View> => {
  const { documents, keys, timeline, reading, unkept, me, room } = state
  const logs = documents.opened.value.map(({ log }) => log)
  const opened = logs.map(log => openedIn(log, keys.keyOf))
  const shown = timeline.timeline.value
  const listed = await journal.list(room.id)
  const items = shown?.items ?? []
  return {
    items: items.map(withoutArrivals),
    readUpTo: [...(shown?.readUpTo ?? [])].sort(byText),
    registers: [...foldRegisters(opened.flat())]
      .flatMap(([name, { byAuthor }]) =>
        [...byAuthor].map(([author, { entry }]) => [name, author, entry.value && toBase64url(entry.value)] as const),
      )
      .sort((one, other) => byText([one.slice(0, 2).join()], [other.slice(0, 2).join()])),
    reading: [
      ...reading.others.value,
      ...(reading.mine.value === null ? [] : [[me, reading.mine.value] as const]),
    ].sort(byText),
    clocks: logs
      .map(
        ({ name, doc }) =>
          [name, [...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([a], [b]) => a - b)] as const,
      )
      .filter(([, clocks]) => clocks.length > 0)
      .sort(byText),
    places: logs
      .map(
        log =>
          [
            log.name,
            log
              .envelopes()
              .map(one => `${one.author}/${one.session}:${one.clock}`)
              .sort(),
          ] as const,
      )
      .filter(([, places]) => places.length > 0)
      .sort(byText),
    copies: opened
      .flat()
      .flatMap(({ entry, author, place: { document } }) =>
        entry.type === 'unknown' ? [] : [{ id: entry.id, author, document, plain: toBase64url(encodeEntry(entry)) }],
      ),
    unopened: logs.flatMap(log =>
      log.envelopes().flatMap(envelope => {
        const { author, session, clock } = envelope
        const result = openedOf(log.name, envelope, keys.keyOf)
        const isFine = result.ok || result.error.kind === 'not-sealed' || !room.founders.includes(author)
        return isFine ? [] : [`${log.name}/${clientIdOf(log.name, author, session)}:${clock}`]
      }),
    ),
    unkept: [...unkept.records.value.keys()],
    journaled: listed.ok ? listed.value.map(({ id }) => id) : [],
    ticks: items
      .filter(({ author, kind }) => author === me && kind === 'message')
      .map(item => String(state.tickOf(item))),
  }
}
