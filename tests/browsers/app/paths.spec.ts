import { expect, test } from './town.ts'
import type { Person } from './person.ts'

const linked = async (person: Person) => (await person.peerStats()).connected
const received = async (person: Person) => (await person.peerStats()).bytesReceived

test('[C2] with the relay’s sync cut, messages go directly, and the peer’s disk turns the tick', async ({
  friends,
}) => {
  const { minji, junho } = friends
  await junho.lookAway()
  await expect.poll(() => linked(minji)).toBeGreaterThan(0)
  minji.wire.cut('no-sync')
  junho.wire.cut('no-sync')
  const before = await received(junho)
  await minji.say('중계 서버 없이 가는 말')
  await expect(junho.message('중계 서버 없이 가는 말')).toBeVisible()
  expect(await received(junho)).toBeGreaterThan(before)
  await expect(minji.message('중계 서버 없이 가는 말')).toHaveAccessibleName(/보관됨$/)
})

test('[C2] with the direct link cut, messages go by the relay', async ({ friends }) => {
  const { minji, junho } = friends
  await junho.lookAway()
  await minji.cutPeers()
  await junho.cutPeers()
  await minji.say('돌아서 가는 말')
  await expect(junho.message('돌아서 가는 말')).toBeVisible()
  await expect(minji.message('돌아서 가는 말')).toHaveAccessibleName(/보관됨$/)
})

for (const returning of ['relay', 'peers'] as const) {
  test(`[C2] with both cut they wait, visibly, and arrive once and in order after the ${returning} returns`, async ({
    friends,
  }) => {
    const { minji, junho } = friends
    await junho.lookAway()
    await minji.say('끊기기 전')
    await expect(junho.message('끊기기 전')).toBeVisible()
    for (const person of [minji, junho]) {
      person.wire.cut('no-sync')
      await person.cutPeers()
    }
    const words = ['첫째', '둘째', '셋째'].map(word => `${word} 기다리는 말`)
    for (const word of words) await minji.say(word)
    await expect(minji.message('셋째 기다리는 말')).toHaveAccessibleName(/대기 중/)
    await expect(minji.page.getByText('메시지 3개가 기다리고 있어요')).toBeVisible()
    expect(await junho.message('첫째 기다리는 말').count()).toBe(0)

    for (const person of [minji, junho]) {
      if (returning === 'relay') await person.comeBack()
      else await person.mendPeers()
    }
    await expect(junho.message('셋째 기다리는 말')).toBeVisible({ timeout: 30_000 })
    const seen = (await junho.texts()).filter(text => text.includes('기다리는 말')).map(text => text.split('\n')[0])
    expect(seen).toEqual(words)
    await expect(minji.message('셋째 기다리는 말')).toHaveAccessibleName(/보관됨$/)
  })
}
