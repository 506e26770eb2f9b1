import { equal, ok } from 'node:assert/strict'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import type { EnvelopePlace } from '@sarangbang/shared/crypto/envelope.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { test } from 'vitest'
import { chanceOf, type Chance } from '../../chance.ts'
import { countOf, pickSeed } from '../../counts.ts'
import { isOnDisk } from '../syncFixture.ts'
import { atEnd } from './atEnd.ts'
import { startChildRelay } from './childRelay.ts'
import { newFolder } from './newFolder.ts'
import { until } from './until.ts'
import { checkDisk } from './checkDisk.ts'
import { makeHttpPump } from './httpPump.ts'
import { neighbour, openStreet } from './openStreet.ts'
import { openWriter, type Writer } from './openWriter.ts'
import { readDisk } from './readDisk.ts'

/** A document is written to for so many lives of the relay; then the next one, so that none grows into a load of its own. */
const livesOfDocument = 10

test('[C1] killed at any moment under load, the relay has everything it showed as kept, and takes the rest once', async () => {
  const seed = pickSeed()
  const kills = countOf(200, 6)
  console.log(`killed relay: seed ${seed}, ${kills} kills`)
  const chance = chanceOf(seed)
  const folder = newFolder('killed')
  let relay = await startChildRelay({ dataDir: folder })
  atEnd(() => relay.end('SIGKILL'))
  const { port } = relay
  const street = await openStreet(relay, 2)
  const stranger = await neighbour(relay, 'stranger')
  const pumps = await Promise.all(
    street.map(async (household, n) => ({
      account: household.people[0].person.keys.account,
      pump: makeHttpPump(household, household.people[0], n === 0 ? stranger : await neighbour(relay, 'another')),
    })),
  )
  /** Months long past: the relay takes none that has not begun. */
  const monthAt = (n: number) => `${2009 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`
  let writers: readonly Writer[] = []
  const all: Writer[] = []
  const met = { unkept: 0, erasures: 0, scrubs: 0, kept: 0 }

  for (let life = 0; life < kills; life++) {
    if (life % livesOfDocument === 0) {
      for (const writer of writers) writer.connect()
      await settle(writers)
      for (const writer of writers) writer.disconnect()
      const month = monthAt(Math.floor(life / livesOfDocument))
      writers = street.flatMap(({ room, people }) =>
        people.map(person => openWriter(port, person, `${room}.${month}` as DocumentName)),
      )
      all.push(...writers)
    }
    const before = keptBy(writers)
    for (const writer of writers) writer.connect()
    const pumping = pumps.map(({ pump }) => pump.run(relay))
    const stop = new AbortController()
    const loads = writers.map(writer => load(writer, chance, stop.signal))
    // Some lives end while they begin; the others once something was kept, up to a tick and a half later: compaction and scrub come then.
    if (life % 4 !== 0) await until('something is kept', () => keptBy(writers) > before)
    await pass(chance.below(life % 4 === 0 ? 200 : 1500))
    await relay.end('SIGKILL')
    stop.abort()
    await Promise.all([...loads, ...pumping])
    for (const writer of writers) writer.disconnect()

    const disk = readDisk(folder)
    checkDisk(disk, writers, pumps, `life ${life} of seed ${seed}`)
    met.kept += keptBy(writers) - before
    met.unkept += writers.filter(writer => writer.kept() < writer.said.length).length
    met.erasures += Math.sign(disk.holdingErased())
    met.scrubs += Math.sign(statSync(join(folder, 'relay.sqlite-wal')).size)
    relay = await startChildRelay({ dataDir: folder, port })
    if (life % 20 === 19) console.log(`killed relay: ${life + 1} kills, ${JSON.stringify(met)}`)
  }

  for (const writer of writers) writer.connect()
  await settle(writers)
  for (const writer of all) equal(writer.kept(), writer.said.length, 'everything is kept in the end')
  const erased = all.flatMap(writer => [...writer.erased.values()].map(({ body }) => body))
  ok(erased.length > kills / 4, 'something was erased')
  const some = Array.from({ length: 40 }, () => chance.oneOf(erased))
  await until('what was erased is nowhere on the disk', () => !some.some(body => isOnDisk(folder, body)))
  await relay.end('SIGTERM')
  const disk = readDisk(folder)
  for (const document of new Set(all.map(writer => writer.document))) {
    const expected = all.filter(writer => writer.document === document).flatMap(livePlacesOf)
    equal(new Set(expected).size, expected.length)
    equal([...disk.live(document)].sort().join(), expected.sort().join(), `${document} holds each once`)
  }
  console.log(`killed relay: ${JSON.stringify(met)}`)
  ok(met.kept > kills, 'something was kept in between')
  ok(met.unkept > 0, 'some kill came between a message and its tick')
})

/** Whether a place holds a message that stands: no erasure, and not erased. */
const isWord = ({ erased }: Writer, place: EnvelopePlace): boolean =>
  !erased.has(place) && ![...erased.values()].some(({ by }) => by === place)

const livePlacesOf = ({ said, erased }: Writer): readonly string[] =>
  said.filter(place => !erased.has(place)).map(({ session, clock }) => `${session}:${clock}`)

/** Writes and erases until told to stop. */
const load = async (writer: Writer, chance: Chance, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    const place = writer.said.length > 0 && chance.below(10) === 0 ? chance.oneOf(writer.said) : null
    if (place && isWord(writer, place)) writer.erase(place)
    else writer.say(`${chance.below(1_000_000)} words of some length, ${'x'.repeat(chance.below(600))}`)
    await pass(5 + chance.below(20))
  }
}

const keptBy = (writers: readonly Writer[]): number => writers.reduce((sum, writer) => sum + writer.kept(), 0)

const settle = (writers: readonly Writer[]): Promise<void> =>
  until('everything is kept', () => writers.every(writer => writer.kept() === writer.said.length))
