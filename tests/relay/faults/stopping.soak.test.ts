import { equal, ok } from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { setTimeout as pass } from 'node:timers/promises'
import { monthName, monthOf } from '@sarangbang/shared/room/documentName.ts'
import { closeCodes } from '@sarangbang/shared/api/socket.ts'
import { test } from 'vitest'
import { chanceOf } from '../../chance.ts'
import { countOf, pickSeed } from '../../counts.ts'
import { followInbox } from '../followInbox.ts'
import { atEnd } from './atEnd.ts'
import { checkDisk } from './checkDisk.ts'
import { RelayEnded, startChildRelay } from './childRelay.ts'
import { makeHttpPump } from './httpPump.ts'
import { newFolder } from './newFolder.ts'
import { neighbour, openHousehold } from './openStreet.ts'
import { openWriter } from './openWriter.ts'
import { readDisk } from './readDisk.ts'
import { until } from './until.ts'

test.each(['SIGTERM', 'SIGINT'] as const)(
  '[O3] %s under load: ended in 5 s with status 0, everyone told, nothing lost; a second one cuts nothing short',
  async name => {
    const folder = newFolder('stopping')
    const relay = await startChildRelay({ dataDir: folder })
    atEnd(() => relay.end('SIGKILL'))
    const household = await openHousehold(relay)
    const { people } = household
    const account = people[0].person.keys.account
    const pump = makeHttpPump(household, people[0], await neighbour(relay, 'stranger'))
    const inbox = await followInbox(relay.over.origin, people[1].token)
    await inbox.until('ready')
    const told = inbox.untilEnd()
    const writers = people.map(person => openWriter(relay.port, person, monthName(household.room, monthOf(Date.now()))))
    const busy = new AbortController()
    const load = async () => {
      for (let n = 0; !busy.signal.aborted; n++) {
        for (const writer of writers) writer.say(`${n}`)
        await pass(2)
      }
    }
    for (const writer of writers) {
      atEnd(writer.close)
      writer.connect()
    }
    const loading = load()
    const pumping = pump.run(relay)
    await until('all are at it', () => writers.every(writer => writer.kept() > 20) && pump.requests.size > 2)
    relay.signal(name)
    relay.signal(name === 'SIGTERM' ? 'SIGINT' : 'SIGTERM')
    const ended = await relay.end(name)
    busy.abort()
    await Promise.all([loading, pumping, told])
    equal(ended.code, 0)
    ok(ended.afterMs < 5000, `${ended.afterMs} ms`)
    await until('all have heard', () => writers.every(({ codes }) => codes.length > 0))
    for (const writer of writers) {
      equal(writer.codes[0], closeCodes.stopping)
      writer.disconnect()
    }
    checkDisk(readDisk(folder), writers, [{ account, pump }], name)
    equal(readdirSync(folder).includes('relay.sqlite-wal'), false, 'the write-ahead log is folded in')
    equal(relay.lines.filter(({ msg }) => msg === 'stopping').length, 1)
    const errors = relay.lines.filter(({ level }) => level >= 50)
    equal(errors.length, 0, JSON.stringify(errors))
  },
)

test('[O1] a start that is broken off at any moment, killed or told to stop, keeps no later one out', async () => {
  const seed = pickSeed()
  console.log(`broken starts: seed ${seed}`)
  const chance = chanceOf(seed)
  const folder = newFolder('stopping')
  const began = performance.now()
  const whole = await startChildRelay({ dataDir: newFolder('stopping') })
  const startMs = Math.ceil(performance.now() - began)
  await whole.end('SIGTERM')
  let broken = 0
  for (let i = 0; i < countOf(60, 5); i++) {
    // A new folder every few starts: the first one makes the secret and the tables.
    const dataDir = i % 3 === 0 ? newFolder('stopping') : folder
    const signal = chance.oneOf(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)
    const timer = { end: Promise.resolve() }
    const start = startChildRelay({
      dataDir,
      onSpawn(pid) {
        timer.end = pass(chance.below(startMs)).then(() => {
          process.kill(pid, signal)
        })
      },
    })
    const outcome = await start.catch((error: unknown) => error)
    await timer.end
    if (!(outcome instanceof RelayEnded)) {
      await (outcome as Awaited<typeof start>).ended
      continue
    }
    broken++
    equal(outcome.signal ?? signal, signal, outcome.message)
    const relay = await startChildRelay({ dataDir })
    const ended = await relay.end('SIGTERM')
    equal(ended.code, 0)
  }
  ok(broken > 0, 'some start was broken off')
})
