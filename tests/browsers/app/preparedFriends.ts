import { rm } from 'node:fs/promises'
import { expect, type Browser } from '@playwright/test'
import { layDevice, takeDevice, type DeviceImage } from './deviceImage.ts'
import { openTown, type Town } from './openTown.ts'
import type { Person } from './person.ts'

/**
 * 민지 and 준호 as most tests want them: signed up, friends, their room open. Done by hand once for each of Playwright's workers, and
 * copied for each test: two people by hand take about 6 s of the two cores, and sixty tests want them.
 */
export interface PreparedFriends {
  /** The folder of the relay that they signed up at. */
  readonly folder: string
  readonly minji: DeviceImage
  readonly junho: DeviceImage
  /** The path of their room in the app. */
  readonly room: string
  remove(): Promise<void>
}

const writing = /메시지 쓰기/

export const prepareFriends = async (browser: Browser): Promise<PreparedFriends> => {
  const town = await openTown()
  const minji = await town.person(browser, 'minji')
  const junho = await town.person(browser, 'junho')
  await Promise.all([minji.signUp(), junho.signUp()])
  await minji.befriend(junho)
  await minji.openRoomWith(junho)
  await junho.openRoomWith(minji)
  const room = new URL(minji.page.url()).pathname
  const imageOf = async (person: Person): Promise<DeviceImage> => {
    await person.page.goto('about:blank')
    return takeDevice(person.context, person.wire.origin)
  }
  const images = { minji: await imageOf(minji), junho: await imageOf(junho) }
  const { folder } = await town.leave()
  return { folder, ...images, room, remove: () => rm(folder, { recursive: true, force: true }) }
}

export interface Friends {
  readonly minji: Person
  readonly junho: Person
}

/**
 * Both, in a town that nobody lives in yet.
 * @param before what is to be so before the app is opened on either device
 */
export const welcomeFriends = async (
  prepared: PreparedFriends,
  town: Town,
  browser: Browser,
  before: (friends: Friends) => unknown = () => undefined,
): Promise<Friends> => {
  await town.restartFrom(prepared.folder)
  const friends = { minji: await town.person(browser, 'minji'), junho: await town.person(browser, 'junho') }
  await before(friends)
  const welcome = async ({ context, page, wire }: Person, image: DeviceImage): Promise<void> => {
    await layDevice(context, wire.origin, image)
    await page.goto(prepared.room)
    await expect(page.getByRole('textbox', { name: writing })).toBeVisible()
    // The app is installed: from here on it opens with no network.
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  }
  await Promise.all([welcome(friends.minji, prepared.minji), welcome(friends.junho, prepared.junho)])
  return friends
}
