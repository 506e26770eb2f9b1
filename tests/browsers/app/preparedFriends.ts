import { rm } from 'node:fs/promises'
import type { Browser } from '@playwright/test'
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
  remove(): Promise<void>
}

export const prepareFriends = async (browser: Browser): Promise<PreparedFriends> => {
  const town = await openTown()
  const minji = await town.person(browser, 'minji')
  const junho = await town.person(browser, 'junho')
  await Promise.all([minji.signUp(), junho.signUp()])
  await minji.befriend(junho)
  await minji.openRoomWith(junho)
  await junho.openRoomWith(minji)
  const imageOf = async (person: Person): Promise<DeviceImage> => {
    await person.page.goto('about:blank')
    return takeDevice(person.context, person.wire.origin)
  }
  const images = { minji: await imageOf(minji), junho: await imageOf(junho) }
  const { folder } = await town.leave()
  return { folder, ...images, remove: () => rm(folder, { recursive: true, force: true }) }
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
  const { minji, junho } = friends
  const welcome = async (person: Person, other: Person, image: DeviceImage): Promise<void> => {
    await layDevice(person.context, person.wire.origin, image)
    await person.page.goto('/')
    await person.openRoomWith(other)
    // The app is installed: from here on it opens with no network.
    await person.page.evaluate(async () => void (await navigator.serviceWorker.ready))
  }
  await Promise.all([welcome(minji, junho, prepared.minji), welcome(junho, minji, prepared.junho)])
  return friends
}
