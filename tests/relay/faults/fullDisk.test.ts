import { equal, match, ok, rejects } from 'node:assert/strict'
import { monthName, monthOf } from '@sarangbang/shared/room/documentName.ts'
import { test } from 'vitest'
import * as api from '../../../shared/src/api/index.ts'
import { callRoute } from '../callRoute.ts'
import { newNonce } from '../testPerson.ts'
import { atEnd } from './atEnd.ts'
import { checkDisk } from './checkDisk.ts'
import { startChildRelay, type ChildRelay } from './childRelay.ts'
import { neighbour, openHousehold, type Neighbour } from './openStreet.ts'
import { openWriter } from './openWriter.ts'
import { readDisk } from './readDisk.ts'
import { openSmallDisk } from './smallDisk.ts'
import { until } from './until.ts'

/** A relay on eight megabytes, with two friends at it; `null` where this machine has no such disk. */
const openOnSmallDisk = async () => {
  const disk = openSmallDisk(8)
  if (!disk) return null
  atEnd(disk.close)
  const relay = await startChildRelay({ dataDir: disk.folder })
  atEnd(() => relay.end('SIGKILL'))
  return { disk, relay, household: await openHousehold(relay) }
}
const statusOf = async (relay: ChildRelay, path: string, person?: Neighbour): Promise<number> => {
  const headers = person ? { authorization: `Bearer ${person.token}` } : undefined
  return (await relay.over.app.request(path, { ...(headers && { headers }) })).status
}

test('[C1] on a full disk talk and reading go on, nothing new is shown as kept, and all of it is once there is room', async context => {
  const opened = await openOnSmallDisk()
  if (!opened) return context.skip()
  const { disk, relay, household } = opened
  const { room, people } = household
  const stranger = await neighbour(relay, 'stranger')
  const document = monthName(room, monthOf(Date.now()))
  const [a, b] = [openWriter(relay.port, people[0], document), openWriter(relay.port, people[1], document)]
  for (const writer of [a, b]) {
    atEnd(writer.close)
    writer.connect()
  }
  a.say('before')
  await until('it is kept', () => a.kept() === 1)

  disk.fill()
  for (let i = 0; i < 60; i++) a.say(`${i} ${'x'.repeat(30_000)}`)
  await until('talk goes on', () => b.member.log.envelopes().length === 61)
  await until('the operator is told', () =>
    relay.lines.some(({ level, error }) => level === 50 && error === 'SQLITE_FULL'),
  )
  equal(await statusOf(relay, '/ready'), 503)
  equal(await statusOf(relay, '/health'), 200)
  ok(a.kept() < 61, 'not everything found room')
  checkDisk(readDisk(disk.folder), [a, b], [], 'while the disk is full')

  const body = { replaces: 0, sealed: newNonce().repeat(40) }
  const move = () => callRoute(relay.over.app, api.setMarker, { token: people[0].token, params: { room }, body })
  const ask = () =>
    callRoute(relay.over.app, api.requestConnection, {
      token: people[0].token,
      body: { kind: 'friend', handle: stranger.handle, nonce: newNonce() },
    })
  for (const answer of [await move(), await ask()]) {
    equal(answer.status, 503, answer.text)
    equal(answer.problem.kind, 'unavailable')
    equal(answer.headers.get('retry-after'), '5')
  }
  await until('in words', () =>
    relay.lines.some(({ fault, msg }) => fault === 'disk-full' && msg.includes('free some')),
  )
  equal(await statusOf(relay, '/api/rooms', people[0]), 200)
  equal(await statusOf(relay, `/sync/${document}`, people[1]), 200)
  const late = openWriter(relay.port, people[1], document)
  atEnd(late.close)
  late.connect()
  await until('a newcomer reads all of it', () => late.member.log.envelopes().length === 61)

  disk.free()
  await until('it is kept, without a restart', () => a.kept() === 61)
  equal(await statusOf(relay, '/ready'), 200)
  equal((await move()).status, 200)
  equal((await ask()).status, 200)
  equal((await relay.end('SIGTERM')).code, 0)
  checkDisk(readDisk(disk.folder), [a, b], [], 'afterwards')
})

test('[O3] told to stop on a full disk, it ends in time, says what is not written, and has what it acknowledged', async context => {
  const opened = await openOnSmallDisk()
  if (!opened) return context.skip()
  const { disk, relay, household } = opened
  const writer = openWriter(relay.port, household.people[0], monthName(household.room, monthOf(Date.now())))
  atEnd(writer.close)
  writer.connect()
  for (let i = 0; i < 5; i++) writer.say(`before ${i}`)
  await until('it is kept', () => writer.kept() === 5)
  disk.fill()
  // Less than a frame may hold: a stock client sends what is missing as one.
  for (let i = 0; i < 25; i++) writer.say('x'.repeat(30_000))
  await until('the operator is told', () => relay.lines.some(({ error }) => error === 'SQLITE_FULL'))
  const ended = await relay.end('SIGTERM')
  equal(ended.code, 0)
  ok(ended.afterMs < 5000, `${ended.afterMs} ms`)
  ok(relay.lines.some(({ msg }) => msg.includes('some updates were not written')))
  // Stopping has put the write-ahead log's pages in their place, which gave room back.
  disk.free()
  disk.fill()
  await rejects(startChildRelay({ dataDir: disk.folder }), (error: Error) => {
    match(error.message, /the disk is full: free some of it/)
    ok(error.message.includes(disk.folder), error.message)
    return true
  })
  disk.free()
  const again = await startChildRelay({ dataDir: disk.folder, port: relay.port })
  atEnd(() => again.end('SIGKILL'))
  await until('what was not kept came again', () => writer.kept() === 30)
  await again.end('SIGTERM')
  checkDisk(readDisk(disk.folder), [writer], [], 'after all')
})
