import { describe, expect, it } from 'vitest'
import { fail, ok } from '@sarangbang/shared/result.ts'
import { drainOutbox, type OutboxOutcome } from './drainOutbox.ts'
import type { Outbox, OutboxRecord, OutboxWork } from './outbox.ts'

/** An outbox in memory: the same promises as the stored one, which tests/browsers/store shows on a real disk. */
const makeOutbox = () => {
  const rows = new Map<string, OutboxRecord>()
  const faults = { writes: 0 }
  const write = (work: () => void) => {
    if (faults.writes-- > 0) return Promise.resolve(fail({ kind: 'storage-full' } as const))
    work()
    return Promise.resolve(ok(undefined))
  }
  const outbox: Outbox<OutboxWork> = {
    put: (key, work, nowMs) =>
      write(() => {
        const progress = { createdMs: nowMs, attempts: 0, notBeforeMs: 0, waitAsked: false, refused: null }
        if (!rows.has(key)) rows.set(key, { ...work, ...progress, key })
      }),
    list: () => Promise.resolve(ok([...rows.values()])),
    update: (key, progress) =>
      write(() => {
        const row = rows.get(key)
        if (row) rows.set(key, { ...row, ...progress })
      }),
    remove: key => write(() => void rows.delete(key)),
  }
  return { outbox, rows, faults }
}

/** A drain whose clock, chance, network and alarm the test owns. */
const setUp = (answers: Record<string, OutboxOutcome[]> = {}) => {
  const { outbox, rows, faults } = makeOutbox()
  const world = { nowMs: 1_000_000, online: true, alarm: null as { atMs: number; wake: () => void } | null }
  const performed: string[] = []
  const underWay = new Map<string, number>()
  let mostAtOnce = 0
  const drain = drainOutbox({
    outbox,
    perform: async record => {
      performed.push(record.key)
      underWay.set(record.kind, (underWay.get(record.kind) ?? 0) + 1)
      mostAtOnce = Math.max(mostAtOnce, underWay.get(record.kind) ?? 0)
      await Promise.resolve()
      underWay.set(record.kind, (underWay.get(record.kind) ?? 0) - 1)
      const answer = answers[record.key]?.shift() ?? { kind: 'done' }
      return answer
    },
    online: () => world.online,
    now: () => world.nowMs,
    random: () => 1,
    setAlarm: (wake, ms) => {
      const alarm = { atMs: world.nowMs + ms, wake }
      world.alarm = alarm
      return () => {
        if (world.alarm === alarm) world.alarm = null
      }
    },
  })
  const put = (key: string, kind = 'request') => outbox.put(key, { kind, payload: null }, world.nowMs)
  const poke = async (hurry = false) => {
    drain.poke({ hurry })
    await drain.idle()
  }
  /** Lets the clock run to the alarm; how many milliseconds that took. */
  const toAlarm = async () => {
    if (!world.alarm) throw new Error('no alarm is set')
    const { atMs, wake } = world.alarm
    const tookMs = atMs - world.nowMs
    world.alarm = null
    world.nowMs = atMs
    wake()
    await drain.idle()
    return tookMs
  }
  return { drain, rows, faults, world, performed, put, poke, toAlarm, mostAtOnce: () => mostAtOnce }
}

const later: OutboxOutcome = { kind: 'later' }

describe('drainOutbox', () => {
  it('does everything in order, once, however often it is poked', async () => {
    const { drain, rows, performed, put, mostAtOnce } = setUp()
    for (const key of ['a', 'b', 'c']) await put(key)
    for (let i = 0; i < 5; i++) drain.poke()
    await drain.idle()
    drain.poke()
    await drain.idle()
    expect(performed).toEqual(['a', 'b', 'c'])
    expect(rows.size).toBe(0)
    expect(mostAtOnce()).toBe(1)
  })

  it('what fails holds its own kind up and no other, and is tried again with growing waits until it is done', async () => {
    const { rows, performed, put, poke, toAlarm } = setUp({ a: [later, later, later] })
    await put('a', 'request')
    await put('b', 'request')
    await put('m', 'marker')
    await poke()
    expect(performed).toEqual(['a', 'm'])
    expect([await toAlarm(), await toAlarm(), await toAlarm()]).toEqual([1_000, 2_000, 4_000])
    expect(performed).toEqual(['a', 'm', 'a', 'a', 'a', 'b'])
    expect(rows.size).toBe(0)
  })

  it('a refusal stays to be read and holds nothing up', async () => {
    const { rows, performed, put, poke } = setUp({ a: [{ kind: 'refused', problem: 'person-unknown' }] })
    await put('a')
    await put('b')
    await poke()
    await poke()
    expect(performed).toEqual(['a', 'b'])
    expect([...rows.values()].map(row => [row.key, row.refused])).toEqual([['a', 'person-unknown']])
  })

  it('offline nothing is tried and no alarm is set; the network back, an own wait is over', async () => {
    const { world, performed, put, poke } = setUp({ a: [later] })
    await put('a')
    await poke()
    world.online = false
    await poke()
    expect(performed).toEqual(['a'])
    expect(world.alarm).toBeNull()
    world.online = true
    await poke(true)
    expect(performed).toEqual(['a', 'a'])
  })

  it('a wait the relay asked for outlasts a returning network', async () => {
    const { performed, put, poke, toAlarm } = setUp({ a: [{ kind: 'later', afterMs: 90_000 }] })
    await put('a')
    await poke()
    await poke(true)
    expect(performed).toEqual(['a'])
    expect(await toAlarm()).toBe(90_000)
    expect(performed).toEqual(['a', 'a'])
  })

  it('work whose end could not be noted is asked for again, but not at once', async () => {
    const { rows, faults, performed, put, poke, toAlarm } = setUp()
    await put('a')
    faults.writes = 1
    await poke()
    expect(performed).toEqual(['a'])
    expect(await toAlarm()).toBe(1_000)
    expect(performed).toEqual(['a', 'a'])
    expect(rows.size).toBe(0)
  })

  it('work that throws is tried again later', async () => {
    const { outbox, rows } = makeOutbox()
    await outbox.put('a', { kind: 'request', payload: null }, 0)
    let alarms = 0
    const drain = drainOutbox({
      outbox,
      perform: () => {
        throw new TypeError('a bug')
      },
      online: () => true,
      now: () => 0,
      random: () => 1,
      setAlarm: () => {
        alarms++
        return () => undefined
      },
    })
    drain.poke()
    await drain.idle()
    expect(rows.get('a')?.attempts).toBe(1)
    expect(alarms).toBe(1)
  })

  it('closed, it starts nothing more', async () => {
    const { drain, performed, put, poke } = setUp()
    await put('a')
    drain.close()
    await poke()
    expect(performed).toEqual([])
  })
})
