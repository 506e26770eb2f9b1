import { openDiskless } from '@sarangbang/client/src/replica/documentReplica.fixture.ts'
import { openPeerLink } from '@sarangbang/client/src/replica/link/openPeerLink.ts'
import { openRelayLink } from '@sarangbang/client/src/replica/link/relayLink.ts'
import type { DeviceLink, PeerHost } from '@sarangbang/client/src/replica/peer/index.ts'
import { alice, bob, openMember } from '@sarangbang/shared/room/logMember.fixture.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { countOf, pickSeed } from '../counts.ts'
import { makeRubbish } from './rubbishFrames.ts'
import { cpuMs, heapBytes, inTime, makeTally, orphansDuring, type Tally } from './rubbishTally.ts'
import { month } from './syncFixture.ts'

const { hosts } = vi.hoisted(() => {
  // Tabs speak by it as well; here every link is a new one, and a channel each would be most of the work.
  Reflect.deleteProperty(globalThis, 'BroadcastChannel')
  return { hosts: [] as PeerHost[] }
})
/** Where y-webrtc would be: what our peer is handed is all that is of interest here. */
vi.mock('y-webrtc', () => ({
  WebrtcProvider: class {
    readonly key = Promise.resolve()
    readonly room = null
    constructor(_name: string, _doc: Y.Doc, { peerOpts }: { readonly peerOpts: PeerHost }) {
      hosts.push(peerOpts)
    }
    connect(): void {}
    disconnect(): void {}
    destroy(): void {}
  },
}))

/** A socket in this process: what the relay says is handed to the app's own reader as the browser hands it. */
class NearSocket {
  static readonly OPEN = 1
  static latest: NearSocket | null = null
  readonly OPEN = 1
  readyState = 1
  binaryType = ''
  onopen: (() => void) | null = null
  onmessage: ((event: { readonly data: ArrayBuffer }) => void) | null = null
  onclose: ((event: { readonly code: number }) => void) | null = null
  onerror: (() => void) | null = null
  constructor() {
    NearSocket.latest = this
  }
  send(): void {}
  close(): void {
    this.readyState = 3
  }
}

beforeEach(() => {
  vi.stubGlobal('location', { origin: 'http://localhost' })
  vi.stubGlobal('WebSocket', NearSocket)
  // y-websocket says so of each type it does not know.
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** A frame larger than any of these costs more than this only if work is not bounded: the worst seen is under a tenth of it. */
const worstMs = 400
const maxGrowthBytes = 64 * 1024 * 1024

const openDocument = () => {
  const member = openMember(alice, month)
  for (let n = 0; n < 50; n++) member.say(`mine ${n}`)
  const document = openDiskless(month, member.log)
  return { ...member, document }
}

/** Still itself: what was there is there, nothing hangs over, and an honest member's word is admitted. */
const checkWhole = async ({ log, problems }: ReturnType<typeof openDocument>): Promise<void> => {
  expect(problems).toEqual([])
  expect([log.doc.store.pendingStructs, log.doc.store.pendingDs]).toEqual([null, null])
  expect(log.envelopes().filter(({ author }) => author === alice.account).length).toBeGreaterThanOrEqual(50)
  const honest = openMember(bob, month)
  honest.say('after all of it')
  expect(await log.admit(Y.encodeStateAsUpdate(honest.log.doc), {})).toMatchObject({ ok: true })
}

const report = (what: string, tally: Tally, seed: number): void =>
  console.log(`${what}, SEED=${seed}: ${tally.toText()}`)

test("rubbish from the relay's socket costs the link that brings it, and nothing else", inTime, async () => {
  const [count, seed] = [countOf(400_000, 2_000), pickSeed()]
  const next = makeRubbish(seed, month)
  const tally = makeTally()
  const mine = openDocument()
  const awareness = new Awareness(mine.log.doc)
  let refused: string | null = null
  const open = async () => {
    refused = null
    const link = openRelayLink(mine.document, { awareness, onRefusal: why => void (refused = String(why)) })
    await Promise.resolve()
    const socket = NearSocket.latest
    if (socket === null) throw new Error('no socket was opened')
    socket.onopen?.()
    return { link, socket }
  }
  const orphans = await orphansDuring(async () => {
    let { link, socket } = await open()
    const before = heapBytes()
    const receive = async (frame: Uint8Array) => {
      const from = cpuMs()
      let outcome = 'taken'
      try {
        socket.onmessage?.({ data: frame.slice().buffer })
      } catch (error) {
        // The browser reports it and the socket goes on: y-websocket itself reads the first byte.
        outcome = `thrown: ${error instanceof Error ? error.message : 'unknown'}`
      }
      // Admission is queued behind what is under way.
      await mine.log.admit(Uint8Array.of(0, 0), null)
      await Promise.resolve()
      const received = { ms: cpuMs() - from, outcome: refused ?? outcome }
      if (refused !== null || socket.readyState !== 1) {
        link.close()
        ;({ link, socket } = await open())
      }
      return received
    }
    for (let n = 0; n < count; n++) {
      const { kind, frame } = next()
      const { ms, outcome } = await receive(frame)
      tally.count(kind, outcome)
      // Thousands of closed providers lie about here, and clearing them away takes up to 1.4 s in whichever frame it falls. What a frame
      // costs by itself, it costs again.
      tally.cost(kind, frame, ms < worstMs ? ms : Math.min(ms, (await receive(frame)).ms))
    }
    link.close()
    // y-websocket holds a provider that was closed until its pause before the next attempt, at most 10 s, is over.
    const growth = () => heapBytes() - before
    await vi.waitFor(() => expect(growth()).toBeLessThan(maxGrowthBytes / 2), { timeout: 30_000, interval: 1_000 })
  })
  report('rubbish at the relay link', tally, seed)
  expect(orphans).toEqual([])
  expect([...tally.outcomes.keys()].filter(outcome => outcome.startsWith('thrown'))).toEqual([])
  expect(tally.worst.ms).toBeLessThan(worstMs)
  expect(tally.outcomes.size).toBeGreaterThan(4)
  await checkWhole(mine)
  awareness.destroy()
})

test('rubbish from a peer costs the link that brings it, and nothing else', inTime, async () => {
  const [count, seed] = [countOf(250_000, 2_000), pickSeed()]
  const next = makeRubbish(seed, month)
  const tally = makeTally()
  const mine = openDocument()
  const awareness = new Awareness(mine.log.doc)
  const peers = openPeerLink({
    document: mine.document,
    awareness,
    identity: alice,
    members: { has: account => account === bob.account || account === alice.account, watch: () => () => undefined },
    password: 'a password',
    now: () => Date.UTC(2026, 4, 20),
  })
  await vi.waitFor(() => expect(hosts.length).toBeGreaterThan(0))
  const host = hosts.at(-1)
  if (host === undefined) throw new Error('no peer was offered')
  const openLink = (): DeviceLink => {
    const link = {
      account: bob.account,
      send: () => undefined,
      sendAll: (frames: Iterable<Uint8Array>) => void [...frames],
      refuse: () => undefined,
    } as unknown as DeviceLink
    host.opened?.(link)
    return link
  }
  const orphans = await orphansDuring(async () => {
    let link = openLink()
    const before = heapBytes()
    for (let n = 0; n < count; n++) {
      const { kind, frame } = next()
      const from = cpuMs()
      const outcome = await Promise.resolve(host.guard(frame, () => undefined, link)).then(
        passed => (passed === null ? 'taken' : 'passed on'),
        (error: unknown) => `refused: ${error instanceof Error ? error.message : 'unknown'}`,
      )
      tally.cost(kind, frame, cpuMs() - from)
      tally.count(kind, outcome)
      if (!outcome.startsWith('refused')) continue
      host.ended?.(link, { kind: 'refused', why: 'rubbish' })
      link = openLink()
    }
    host.ended?.(link, { kind: 'refused', why: 'rubbish' })
    expect(heapBytes() - before).toBeLessThan(maxGrowthBytes)
  })
  report('rubbish at a peer link', tally, seed)
  expect(orphans).toEqual([])
  expect(tally.worst.ms).toBeLessThan(worstMs)
  expect(tally.outcomes.size).toBeGreaterThan(4)
  await checkWhole(mine)
  peers.close()
  awareness.destroy()
})
