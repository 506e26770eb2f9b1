import { closeTab, expect, test } from './fixture.ts'

test('the outbox takes a key once, keeps its order, and goes on after a restart where it stood', async ({
  openTab,
}) => {
  const first = await openTab()
  await first.evaluate(async () => {
    await device.openAccount()
    const { outbox } = device.store
    for (const handle of ['준호', '지우', '준호'])
      await outbox.put(handle, { kind: 'request', payload: { handle } }, 1_000)
    await outbox.update('준호', { attempts: 3, notBeforeMs: 9_000 })
    await outbox.update('nobody', { attempts: 1 })
    await outbox.put('준호', { kind: 'request', payload: { handle: 'another' } }, 2_000)
  })
  await closeTab(first)
  const tab = await openTab()
  const { rows, performed, left } = await tab.evaluate(async () => {
    await device.openAccount()
    const { outbox } = device.store
    const listed = await outbox.list()
    const clock = { nowMs: 8_000 }
    const performed: string[] = []
    const alarms: (() => void)[] = []
    const drain = device.drainOutbox({
      outbox,
      perform: record => {
        performed.push(`${record.payload.handle} at ${clock.nowMs}`)
        return Promise.resolve(
          record.key === '지우' ? { kind: 'refused', problem: 'person-unknown' } : { kind: 'done' },
        )
      },
      online: () => true,
      now: () => clock.nowMs,
      random: () => 1,
      setAlarm: wake => {
        alarms.push(wake)
        return () => undefined
      },
    })
    drain.poke()
    await drain.idle()
    clock.nowMs = 9_000
    alarms[0]?.()
    await drain.idle()
    return { rows: listed.ok ? listed.value : [], performed, left: await outbox.list() }
  })
  expect(rows.map(row => [row.key, row.attempts, row.payload.handle])).toEqual([
    ['준호', 3, '준호'],
    ['지우', 0, '지우'],
  ])
  expect(performed).toEqual(['준호 at 9000', '지우 at 9000'])
  expect(left).toMatchObject({ ok: true, value: [{ key: '지우', refused: 'person-unknown' }] })
})

test('room keys come back, with the recipients of every tab united', async ({ openTab }) => {
  const key = (recipients: readonly string[]) => ({
    epoch: 'epoch' as never,
    room: 'room__________________' as never,
    key: [1, 2, 3],
    author: 'minji' as never,
    createdMs: 5,
    recipients: recipients as never,
  })
  const tabs = [await openTab(), await openTab()]
  await Promise.all(tabs.map(tab => tab.evaluate(() => device.openAccount())))
  for (const [n, recipients] of [
    [0, ['minji']],
    [1, ['junho', 'minji']],
  ] as const) {
    await tabs[n]!.evaluate(
      async key => device.store.keyring.add({ ...key, key: Uint8Array.from(key.key) }),
      key(recipients),
    )
  }
  const last = await openTab()
  const found = await last.evaluate(async () => {
    await device.openAccount()
    const { keyring } = device.store
    const got = keyring.get(device.room, 'epoch' as never)
    return {
      got: got && { ...got, key: [...got.key] },
      listed: keyring.list(device.room).length,
      absent: keyring.list('x' as never),
    }
  })
  expect(found).toEqual({ got: key(['junho', 'minji']), listed: 1, absent: [] })
})

test('records, acknowledgements and drafts come back as they were', async ({ openTab }) => {
  const first = await openTab()
  await first.evaluate(async () => {
    await device.openAccount()
    const { records, acks, drafts } = device.store
    await records.put('profile', 'junho', { nickname: '준호' })
    await records.put('room', 'a', { kind: 'direct' })
    await records.replaceAll('profile', [
      ['minji', { nickname: '민지' }],
      ['jiwoo', { nickname: '지우' }],
    ])
    await acks.raise(
      device.room as never,
      new Map([
        [1, 5],
        [2, 9],
      ]),
    )
    await acks.raise(
      device.room as never,
      new Map([
        [1, 3],
        [3, 1],
      ]),
    )
    await drafts.save({ room: device.room, text: '보내지 않은', savedMs: 1 })
    await drafts.save({ room: 'gone' as never, text: 'x', savedMs: 1 })
    await drafts.save({ room: 'gone' as never, text: '', savedMs: 2 })
  })
  await closeTab(first)
  const tab = await openTab()
  const found = await tab.evaluate(async () => {
    await device.openAccount()
    const { records, acks, drafts } = device.store
    const acked = await acks.load(device.room as never)
    const unknown = await acks.load('nothing' as never)
    return {
      profiles: await records.list('profile'),
      rooms: await records.list('room'),
      gone: await records.get('profile', 'junho'),
      acked: acked.ok ? [...acked.value] : [],
      unknown: unknown.ok ? [...unknown.value] : null,
      drafts: await drafts.list(),
    }
  })
  expect(found).toEqual({
    profiles: {
      ok: true,
      value: [
        ['jiwoo', { nickname: '지우' }],
        ['minji', { nickname: '민지' }],
      ],
    },
    rooms: { ok: true, value: [['a', { kind: 'direct' }]] },
    gone: { ok: true, value: undefined },
    acked: [
      [1, 5],
      [2, 9],
      [3, 1],
    ],
    unknown: [],
    drafts: { ok: true, value: [{ room: 'room__________________', text: '보내지 않은', savedMs: 1 }] },
  })
})

test('who is signed in, and a sign-up not yet confirmed, are there at the next start', async ({ openTab }) => {
  const first = await openTab()
  await first.evaluate(async () => {
    const { records, record } = device.deviceRecords(device.person(device.minji))
    await records.setPendingSignUp({ ...record, recoveryCode: 'ABCD-EFGH' })
  })
  await closeTab(first)
  const second = await openTab()
  const pending = await second.evaluate(async () => {
    const { records, record } = device.deviceRecords(device.person(device.minji))
    const found = await records.pendingSignUp()
    await records.setAccount(record)
    return found
  })
  expect(pending).toMatchObject({ ok: true, value: { recoveryCode: 'ABCD-EFGH', person: { nickname: '민지' } } })
  await closeTab(second)
  const third = await openTab()
  const found = await third.evaluate(async () => {
    const { records } = device.deviceRecords(device.person(device.minji))
    const signedIn = await records.account()
    const pending = await records.pendingSignUp()
    await records.clearAccount()
    return { signedIn, pending, after: await records.account() }
  })
  expect(found.signedIn).toMatchObject({ ok: true, value: { person: { nickname: '민지' } } })
  expect(found.pending).toEqual({ ok: true, value: null })
  expect(found.after).toEqual({ ok: true, value: null })
})

test('a forgotten account leaves no database, another tab cannot bring one back, and signing in again starts anew', async ({
  openTab,
}) => {
  const tab = await openTab()
  await tab.evaluate(async () => {
    await device.open()
    await device.write('a')
    await device.append('a')
  })
  const other = await openTab()
  await other.evaluate(() => device.open({ account: device.junho }))
  await other.evaluate(() => device.write('준호 stays'))
  const third = await openTab()
  expect((await third.evaluate(() => device.open())).ids).toEqual(['a'])

  await tab.evaluate(() => device.close())
  expect(await tab.evaluate(() => device.forget())).toBe('ok')
  await expect.poll(() => third.evaluate(() => device.events)).toContain('dropped')
  expect(await third.evaluate(() => device.write('ghost'))).toBe('storage-failed')
  expect(await third.evaluate(() => device.append('ghost'))).toBe('storage-failed')
  const left = await third.evaluate(() => device.databases())
  expect(left.filter(name => name.includes('minji'))).toEqual([])
  expect(left.filter(name => name.includes('junho'))).toHaveLength(2)

  const again = await openTab()
  const opened = await again.evaluate(async () => {
    const { records, record } = device.deviceRecords(device.person(device.minji))
    await records.setAccount(record)
    return { ...(await device.open()), events: device.events }
  })
  expect(opened).toEqual({ opened: 'ok', loaded: 'ok', ids: [], events: [] })
})
