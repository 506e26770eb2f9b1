import type { AcceptedEntry } from './chronicle.ts'
import { encodeEntry } from '@sarangbang/shared/room/encodeEntry.ts'
import { toBase64url } from '@sarangbang/shared/crypto/base64url.ts'
import { naiveFold } from './naiveFold.ts'
import type { EntryId } from '@sarangbang/shared/crypto/ids.ts'
import type { Stamp } from '@sarangbang/shared/room/entry.ts'
import type { World } from './runHistory.ts'
import type { View } from './view.ts'

/** @throws {Error} unless all devices hold and show the same, and that is what was accepted and no more. */
export const checkHealed = async (world: World): Promise<void> => {
  const { devices, exercised } = world
  const views = await Promise.all(devices.map(device => device.view()))
  const [first] = views
  if (first === undefined) throw new Error('nobody is there')
  views.forEach((view, at) => {
    const label = devices[at]?.label ?? ''
    for (const part of ['clocks', 'places', 'items', 'readUpTo', 'registers', 'reading', 'unopened'] as const) {
      same(`${label}: ${part}`, view[part], first[part])
    }
    // Everybody acknowledged everything: nothing of anybody waits any more.
    same(`${label}: unkept`, view.unkept, [])
    same(`${label}: journal`, view.journaled, [])
    const notKept = view.ticks.filter(tick => tick !== 'kept' && tick !== 'read')
    same(`${label}: ticks`, notKept, [])
  })
  exercised.months += first.clocks.length - 1
  checkEntries(world, first)
}

const checkEntries = ({ chronicle, exercised }: World, { copies, unopened, ...view }: View): void => {
  const live = new Set(copies.map(({ id }) => id))
  const shown = new Map<EntryId, AcceptedEntry>()
  for (const { id, author, document, plain } of copies) {
    const accepted = chronicle.entries.get(id)
    if (accepted === undefined) throw new Error(`nobody accepted ${id} of ${author}`)
    same(`${id}: author`, author, accepted.author)
    const version = [accepted, ...accepted.restamped].find(
      one => one.document === document && toBase64url(encodeEntry(one.entry)) === plain,
    )
    if (version === undefined) throw new Error(`${id} was never accepted with this content in ${document}`)
    // Of several copies the one with the smallest stamp counts.
    const known = shown.get(id)
    if (known === undefined || isEarlier(version.entry.stamp, known.entry.stamp))
      shown.set(id, { ...accepted, ...version })
  }
  const all = [...chronicle.entries.values()]
  const lostWithTheirKey = new Set(
    all.flatMap(({ isEndangered, stampings, formerly }) =>
      isEndangered
        ? [...stampings, ...formerly].flatMap(({ places }) =>
            places.map(one => `${one.document}/${one.client}:${one.clock}`),
          )
        : [],
    ),
  )
  same(
    'unopened',
    unopened.filter(place => !lostWithTheirKey.has(place)),
    [],
  )
  const erasures = all.flatMap(one => erasureOf(one))
  for (const accepted of all) {
    const isThere = live.has(accepted.id)
    const named = erasures.filter(({ targets }) => targets(accepted))
    if (!isThere && !accepted.isEndangered && named.length === 0) {
      throw new Error(`${accepted.device} accepted ${accepted.id} (${accepted.entry.type}), and it is nowhere`)
    }
    // An erasure that nothing endangered has taken away what it was about, on every device.
    if (isThere && named.some(({ by }) => !by.isEndangered))
      throw new Error(`${accepted.id} was erased, and is still there`)
    if (isThere && accepted.isEndangered) exercised.cameBack++
  }
  exercised.copies += copies.length - live.size
  const expected = naiveFold([...shown.values()])
  for (const part of ['items', 'readUpTo', 'registers'] as const)
    same(`fold against its oracle: ${part}`, view[part], expected[part])
}

const isEarlier = (one: Stamp, other: Stamp): boolean =>
  one.ms < other.ms || (one.ms === other.ms && one.counter < other.counter)

/** What an accepted erasure is about: the message, its author's edits of it, and the reactions the author gave it. */
const erasureOf = (by: AcceptedEntry) => {
  const { entry, author } = by
  if (entry.type === 'register') {
    const isOlder = ({ entry: other, author: whose, id }: AcceptedEntry): boolean =>
      other.type === 'register' && other.name === entry.name && whose === author && id !== by.id
    // Which older values its device knew of when it was written is its own matter: any may go, none must.
    return [{ by: { ...by, isEndangered: true }, targets: isOlder }]
  }
  if (entry.type !== 'system' || entry.event.code !== 'erased') return []
  const { target } = entry.event
  const message = { by, targets: (other: AcceptedEntry) => other.id === target.id && other.author === author }
  const about = (other: AcceptedEntry): boolean =>
    (other.entry.type === 'edit' || other.entry.type === 'react') &&
    other.entry.target.id === target.id &&
    other.author === author
  // An edit made on another device meanwhile is not yet known to the erasing one.
  return [message, { by: { ...by, isEndangered: true }, targets: about }]
}

const same = (what: string, one: unknown, other: unknown): void => {
  const [a, b] = [toText(one), toText(other)]
  if (a === b) return
  const at = [...a].findIndex((char, n) => char !== b[n])
  throw new Error(
    `${what} differs: …${a.slice(Math.max(0, at - 60), at + 120)}… is not …${b.slice(Math.max(0, at - 60), at + 120)}…`,
  )
}

/** JSON with fields in one order. */
const toText = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )
