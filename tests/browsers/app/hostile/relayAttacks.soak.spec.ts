import { makeAttackWorld } from '@sarangbang/shared/room/attackWorld.fixture.ts'
import type { Attack } from '@sarangbang/shared/room/attack.fixture.ts'
import { attacks, oversize } from '@sarangbang/shared/room/attacks.fixture.ts'
import { vandal } from '@sarangbang/shared/room/logMember.fixture.ts'
import { syncFrame, syncUpdate } from '../../../../client/src/replica/link/syncFrames.ts'
import type { Person } from '../person.ts'
import { readTimeline } from '../readTimeline.ts'
import { welcomeFriends } from '../preparedFriends.ts'
import { expect, test } from '../town.ts'
import { pickAttacks } from './pickAttacks.ts'
import { openMiddleman, type Middleman } from './openMiddleman.ts'
import { accountOn, openDetails, roomOn } from './stage.ts'

/**
 * 민지's relay is hostile: it passes everything on, and forges besides. 준호 is honest and reaches the real one. What 민지's browser
 * makes of each attack stands in the connection details, which stay open.
 */
const come = (person: Person): Promise<void> => person.page.evaluate(() => void dispatchEvent(new Event('online')))
const hears = (person: Person, text: string): Promise<void> =>
  expect(person.page.locator('[role="log"]').getByText(text, { exact: true })).toBeAttached()
const detailsOf = (person: Person) => person.page.getByRole('dialog')
const connected = /자리에 없는 사람을 위해 맡아 두어요/

interface Scene {
  readonly minji: Person
  readonly junho: Person
  readonly middleman: Middleman
}

const testBehind = test.extend<{ scene: Scene }>({
  scene: async ({ prepared, town, browser }, use) => {
    const middleman = await openMiddleman(() => town.relay().port)
    const { minji, junho } = await welcomeFriends(prepared, town, browser, ({ minji }) => {
      minji.wire.target = middleman.port
    })
    // He writes first, so the room's first key is signed by him too.
    await junho.say('먼저 하는 말')
    await expect(minji.message('먼저 하는 말')).toBeVisible()
    await minji.say('나중에 하는 말')
    await expect(junho.message('나중에 하는 말')).toBeVisible()
    await use({ minji, junho, middleman })
    await minji.page.context().close()
    await middleman.close()
  },
})

const json = attacks.find(({ title }) => title === 'JSON values') as Attack

testBehind(
  'a relay that forges: every attack is refused by name, talk goes on at once, and nothing forged shows',
  async ({ scene }) => {
    test.setTimeout(300_000)
    const { minji, junho, middleman } = scene
    const { head, month } = roomOn(minji.page)
    const victim = await accountOn(junho.page)
    const me = await accountOn(minji.page)
    await expect.poll(async () => (await minji.peerStats()).connected).toBeGreaterThan(0)
    const frames = ({ make }: Attack, against = victim): Uint8Array[] => {
      const [doc, headDoc] = [middleman.copyOf(month), middleman.copyOf(head)]
      if (!doc || !headDoc) throw new Error('nothing passed by')
      const elsewhere = headDoc.getArray<Uint8Array>('log').get(0)
      const world = makeAttackWorld({ document: month, doc, attacker: vandal, victim: against, elsewhere })
      return make(world).map(update => syncFrame(syncUpdate, update))
    }
    const heal = async (): Promise<void> => {
      await come(minji)
      await expect(detailsOf(minji)).toContainText(connected)
    }
    let taken = 0
    const said = ['먼저 하는 말', '나중에 하는 말']
    const talk = async (): Promise<void> => {
      const text = `말 ${said.length}`
      said.push(text)
      await junho.say(text)
      await hears(minji, text)
      // What the relay knows of him is what it forges with.
      await expect
        .poll(() => middleman.copyOf(month)?.getArray('log').length)
        .toBeGreaterThanOrEqual(said.length + taken)
    }
    const refuses = async (what: readonly (Uint8Array | string)[], why: readonly string[]): Promise<void> => {
      // With nothing more to say, what is refused was said before, and may have cut her line by now.
      if (what.length > 0) expect(middleman.inject(month, what)).toBe(1)
      await expect(detailsOf(minji)).toContainText(new RegExp(`\\((${why.join('|')})\\)`))
      // Her relay's line to this month is cut: what he says now comes from his device.
      await talk()
      await heal()
    }

    middleman.inject(month, frames(json))
    await expect(minji.page.getByText('직접 연결 · 중계 서버가 보낸 것을 받지 않았어요')).toBeVisible()
    await openDetails(minji.page)
    await expect(detailsOf(minji)).toContainText('(struct-forbidden)')
    await heal()

    for (const attack of pickAttacks([...attacks, oversize], 12)) {
      await test.step(attack.title, async () => {
        const [outcome] = attack.outcomes
        if (outcome === 'asked') {
          const asked = middleman.askedFor(month)
          expect(middleman.inject(month, frames(attack))).toBe(1)
          await expect.poll(() => middleman.askedFor(month)).toBeGreaterThan(asked)
          return talk()
        }
        if (outcome === 'held') {
          // It asks for what is missing, gets all the relay has, and still nobody has shown who erased what. Nothing is said before
          // that: an entry that stands where the tombstone would makes it meaningless, and there is nothing left to refuse.
          middleman.inject(month, frames(attack))
          await come(minji)
          return refuses([], ['tombstone-unproven'])
        }
        // Hers now, so she brings it to the relay.
        if (outcome === 'taken') taken++
        const isQuiet = outcome === 'passed-over' || outcome === 'taken'
        // Read in order: where the rubbish after it is refused, the attack before it was looked at.
        await refuses(
          [...frames(attack), ...(isQuiet ? frames(json) : [])],
          isQuiet ? ['struct-forbidden'] : attack.outcomes,
        )
      })
    }
    const mine = attacks.filter(({ title }) => title === 'the attacker’s envelopes under the victim’s client')
    await refuses(
      mine.flatMap(attack => frames(attack, me)),
      ['own-client-from-outside'],
    )
    await refuses(['4000000000'], ['frame-text'])
    await refuses([new Uint8Array([0, 2, 50, 1])], ['frame-malformed'])
    await refuses([new Uint8Array(12).fill(255)], ['frame-malformed'])

    await minji.page.keyboard.press('Escape')
    await minji.say('나는 그대로예요')
    await expect(junho.message('나는 그대로예요')).toBeVisible()
    said.push('나는 그대로예요')
    for (const { page } of [minji, junho]) expect((await readTimeline(page)).map(({ text }) => text)).toEqual(said)
    await minji.reload()
    await hears(minji, '나는 그대로예요')
    expect((await readTimeline(minji.page)).map(({ text }) => text)).toEqual(said)
  },
)
