import { WebSocket } from 'ws'
import * as Y from 'yjs'
import * as decoding from 'lib0/decoding'
import { idToBytes } from '@sarangbang/shared/crypto/idToBytes.ts'
import { envelopeOf, makeAttackWorld } from '@sarangbang/shared/room/attackWorld.fixture.ts'
import type { Attack } from '@sarangbang/shared/room/attack.fixture.ts'
import { attacks } from '@sarangbang/shared/room/attacks.fixture.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { vandal } from '@sarangbang/shared/room/logMember.fixture.ts'
import { maxBodyBytes } from '../../../../client/src/replica/peer/frame.ts'
import { askForRest, syncFrame, syncStep2, syncUpdate } from '../../../../client/src/replica/link/syncFrames.ts'
import { countOf } from '../../../counts.ts'
import type { Person } from '../person.ts'
import { readTimeline } from '../readTimeline.ts'
import { welcomeFriends } from '../preparedFriends.ts'
import { expect, test } from '../town.ts'
import { installHostile } from './installHostile.ts'
import { installPauses } from './installPauses.ts'
import { pickAttacks } from './pickAttacks.ts'
import { accountOn, openLinkDetails, roomOn } from './stage.ts'

/**
 * 준호's client is changed: over the direct link it says what no honest one says. 민지's relay is honest, so whatever becomes of the link,
 * they go on talking by it. What 민지's browser makes of each attack stands in the connection details, which stay open.
 */
const hears = (person: Person, text: string): Promise<void> =>
  expect(person.page.locator('[role="log"]').getByText(text, { exact: true })).toBeAttached()
const detailsOf = (person: Person) => person.page.getByRole('dialog')

/** A message in frames of the channel: parts, and the last one. */
const framesOf = (message: Uint8Array): string[] => {
  const frames: string[] = []
  for (let at = 0; at === 0 || at < message.length; at += maxBodyBytes) {
    const body = message.subarray(at, at + maxBodyBytes)
    const kind = at + body.length === message.length ? 1 : 0
    frames.push(Buffer.concat([Uint8Array.of(kind), body]).toString('base64'))
  }
  return frames
}
/** A document as a member has it, by a socket of his own. */
const follow = async (person: Person, document: DocumentName): Promise<Y.Doc> => {
  const cookies = await person.context.cookies()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const { origin } = person.wire
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/sync/${document}`, { headers: { cookie, origin } })
  const copy = new Y.Doc()
  socket.on('open', () => socket.send(askForRest(copy)))
  socket.on('message', data => {
    const decoder = decoding.createDecoder(data as Buffer)
    if (decoding.readVarUint(decoder) !== 0 || decoding.readVarUint(decoder) === 0) return
    Y.applyUpdate(copy, decoding.readVarUint8Array(decoder))
  })
  socket.on('error', () => socket.terminate())
  return copy
}
/** "That was all": who owes a proof then, will not bring it. Without it the link has 10 s, and the soak waits for them. */
const andThatWasAll = countOf(1, 0) === 1 ? [] : framesOf(syncFrame(syncStep2, Uint8Array.of(0, 0)))
const json = attacks.find(({ title }) => title === 'JSON values') as Attack

test('a member who forges on the direct link: every attack ends it by name, talk goes on at once, nothing forged shows', async ({
  prepared,
  town,
  browser,
}) => {
  test.setTimeout(300_000)
  const { minji, junho } = await welcomeFriends(prepared, town, browser, async ({ minji, junho }) => {
    await minji.context.addInitScript(installPauses)
    await junho.context.addInitScript(installHostile)
  })
  const said: string[] = []
  const speak = async (speaker: Person, listener: Person): Promise<void> => {
    const text = `말 ${said.length}`
    said.push(text)
    await speaker.say(text)
    await hears(listener, text)
  }
  await speak(minji, junho)
  await speak(minji, junho)
  await speak(junho, minji)
  // From here on she writes under another client, so what is forged in her earlier name is, to her page, anybody's.
  await minji.reload()
  await speak(junho, minji)
  const { head, month } = roomOn(minji.page)
  const [copy, headCopy] = [await follow(junho, month), await follow(junho, head)]
  const victim = await accountOn(minji.page)
  let taken = 0
  const messages = async ({ make }: Attack): Promise<readonly Uint8Array[]> => {
    await expect.poll(() => copy.getArray('log').length).toBe(said.length + taken)
    const elsewhere = headCopy.getArray<Uint8Array>('log').get(0)
    const world = makeAttackWorld({ document: month, doc: copy, attacker: vandal, victim, elsewhere })
    return make(world).map(update => syncFrame(syncUpdate, update))
  }
  const linked = (): Promise<void> => expect(detailsOf(minji)).toContainText('기기끼리 직접 이어져 있어요')
  const me = await accountOn(junho.page)
  const sessionOf = (): string => {
    const mine = copy
      .getArray<Uint8Array>('log')
      .toArray()
      .map(envelopeOf)
      .filter(({ author }) => author === me)
    return Buffer.from(idToBytes(mine.at(-1)?.session ?? '')).toString('base64')
  }
  /** On the month's link, which he speaks on until it is there. */
  const inject = async (frames: readonly string[]): Promise<void> => {
    await expect.poll(() => junho.page.evaluate(() => window.hostile.open())).toBeGreaterThanOrEqual(2)
    await expect(async () => {
      await speak(junho, minji)
      const told = [frames, sessionOf()] as const
      expect(await junho.page.evaluate(([frames, session]) => window.hostile.inject(frames, session), told)).toBe(true)
    }).toPass()
  }
  const bars = async (why: readonly string[]): Promise<void> => {
    await expect(detailsOf(minji)).toContainText(new RegExp(`잠시 끊어 두었어요\\((${why.join('|')})\\)`))
    await speak(junho, minji)
    expect(await minji.page.evaluate(() => window.pauses.end())).toBeGreaterThan(0)
    await expect(detailsOf(minji)).not.toContainText('끊어 두었어요')
  }

  await openLinkDetails(minji, junho)
  await linked()
  for (const attack of pickAttacks(attacks, 12)) {
    await test.step(attack.title, async () => {
      const [outcome] = attack.outcomes
      const made = (await messages(attack)).flatMap(framesOf)
      const rubbish = (await messages(json)).flatMap(framesOf)
      if (outcome === 'asked') {
        await inject(made)
        return speak(junho, minji)
      }
      if (outcome === 'taken') taken++
      const isQuiet = outcome === 'passed-over' || outcome === 'taken'
      await inject([...made, ...(isQuiet ? rubbish : outcome === 'held' ? andThatWasAll : [])])
      await bars(isQuiet ? ['struct-forbidden'] : outcome === 'held' ? ['tombstone-unproven'] : attack.outcomes)
    })
  }
  await minji.page.keyboard.press('Escape')
  await speak(minji, junho)
  for (const { page } of [minji, junho]) expect((await readTimeline(page)).map(({ text }) => text)).toEqual(said)
})
