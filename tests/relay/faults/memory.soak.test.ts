import { equal, ok } from 'node:assert/strict'
import { monthName, type DocumentName, type Month } from '@sarangbang/shared/room/documentName.ts'
import { openMember } from '@sarangbang/shared/room/logMember.fixture.ts'
import { test } from 'vitest'
import { WebSocket } from 'ws'
import { openDatabase } from '../../../relay/src/store/database.ts'
import { documentsInSqlite } from '../../../relay/src/store/documentsInSqlite.ts'
import { syncLimits } from '../../../relay/src/sync/syncLimits.ts'
import { countOf } from '../../counts.ts'
import { atEnd } from './atEnd.ts'
import { startChildRelay } from './childRelay.ts'
import { newFolder } from './newFolder.ts'
import { openStreet, type Neighbour } from './openStreet.ts'
import { openWriter } from './openWriter.ts'
import { until } from './until.ts'

const MiB = 1024 * 1024
const budgetMiB = 64
test('[O2] two thousand documents touched and five hundred sockets that read nothing: memory stays within its bounds, others are served', async () => {
  const months = 200
  const documents = countOf(2000, 400)
  const sockets = countOf(500, 100)
  const folder = newFolder('memory')
  const first = await startChildRelay({ dataDir: folder })
  const street = await openStreet(first, Math.ceil(documents / months))
  await first.end('SIGTERM')

  const all: { readonly name: DocumentName; readonly person: Neighbour }[] = []
  const database = await openDatabase(folder, Date.now())
  const store = documentsInSqlite(database)
  let bytes = 0
  for (let n = 0; n < documents; n++) {
    const household = street[Math.floor(n / months)]
    ok(household)
    const at = n % months
    const month = `${2009 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}` as Month
    const name = monthName(household.room, month)
    const person = household.people[n % 2 === 0 ? 0 : 1]
    const author = openMember(person.identity, name)
    for (let i = 0; i < 3; i++) author.say(`${i} ${'x'.repeat(20_000)}`)
    const update = author.update()
    bytes += update.length
    await store.append([{ document: name, bytes: update, erases: false }])
    all.push({ name, person })
  }
  await database.close()

  const relay = await startChildRelay({ dataDir: folder, environment: { MEMORY_BUDGET_MB: String(budgetMiB) } })
  atEnd(() => relay.end('SIGKILL'))
  const idleBytes = relay.residentBytes()
  let peakBytes = 0
  const look = () => (peakBytes = Math.max(peakBytes, relay.residentBytes()))
  const watching = setInterval(look, 50)
  atEnd(() => clearInterval(watching))

  // Sockets that ask for everything and read none of it; a third of them hear a little now and then.
  const slow = all.slice(0, sockets).map(({ name, person }, n) => {
    const headers = { authorization: `Bearer ${person.token}` }
    const socket = new WebSocket(`ws://127.0.0.1:${relay.port}/sync/${name}?ack=1`, { headers })
    socket.on('error', () => undefined)
    socket.on('open', () => {
      socket.send(Uint8Array.of(0, 0, 1, 0))
      socket.pause()
    })
    return { socket, trickles: n % 3 === 0 }
  })
  atEnd(() => slow.forEach(({ socket }) => socket.terminate()))
  await until('all are there', () => slow.every(({ socket }) => socket.readyState > WebSocket.CONNECTING))
  const trickling = setInterval(() => {
    for (const { socket, trickles } of slow) {
      if (!trickles || socket.readyState !== WebSocket.OPEN) continue
      socket.resume()
      socket.pause()
    }
  }, 100)
  atEnd(() => clearInterval(trickling))

  // Everything is asked for once, sixteen at a time.
  const questions = all.values()
  const touch = async () => {
    for (const { name, person } of questions) {
      const headers = { authorization: `Bearer ${person.token}` }
      const answer = await relay.over.app.request(`/sync/${name}`, { headers })
      equal(answer.status, 200)
      ok((await answer.arrayBuffer()).byteLength > 60_000)
    }
  }
  await Promise.all(Array.from({ length: 16 }, touch))

  const last = all.at(-1)
  ok(last)
  const honest = openWriter(relay.port, last.person, last.name)
  atEnd(honest.close)
  honest.connect()
  await until('an honest socket is served', () => honest.isSynced() && honest.member.log.envelopes().length === 3)
  honest.say('and heard')
  await until('kept', () => honest.kept() === 1)
  look()
  const inMiB = (value: number) => Math.round(value / MiB)
  console.log(
    `memory: ${documents} documents of ${inMiB(bytes)} MiB, ${sockets} slow sockets, budget ${budgetMiB} MiB: ` +
      `idle ${inMiB(idleBytes)} MiB, peak ${inMiB(peakBytes)} MiB`,
  )
  ok(bytes * 5 > budgetMiB * MiB, 'more than the budget was touched')
  // The process itself, the documents without sockets, those with one, which stay whatever the budget (five times their size, as the
  // relay counts), and the backlogs under way.
  const withSocketBytes = (5 * bytes * sockets) / documents
  const boundBytes = idleBytes + budgetMiB * MiB + withSocketBytes + syncLimits.backlogBytes
  ok(peakBytes < boundBytes, `${inMiB(peakBytes)} MiB of ${inMiB(boundBytes)} MiB`)
  equal((await relay.end('SIGTERM')).code, 0)
})
