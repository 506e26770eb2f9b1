import type { Browser } from '@playwright/test'
import { openTestRelay, type TestRelay } from '../../relay/openTestRelay.ts'
import { openPerson, type Person } from './person.ts'
import { openWire, type Wire } from './openWire.ts'

/** A relay and people who reach it, each by a wire of their own. */
export interface Town {
  relay(): TestRelay
  /** Stops the relay and starts it again on the same folder. */
  restart(): Promise<void>
  /** The relay goes on from a copy of another town's folder, with everybody who lived there. */
  restartFrom(folder: string): Promise<void>
  /** Everybody so far. */
  persons(): readonly Person[]
  person(browser: Browser, name: PersonName, options?: { readonly wire?: number }): Promise<Person>
  close(): Promise<void>
  /** Closes, and leaves the relay's folder to the caller. */
  leave(): Promise<{ readonly folder: string }>
}

export const people = {
  minji: { handle: 'minji', nickname: '민지', password: '북한산에서-만나요-7' },
  junho: { handle: 'junho', nickname: '준호', password: '둘레길도-좋아요-8' },
  outsider: { handle: 'vandal', nickname: '지나가던이', password: '들어가도-되나요-9' },
} as const
export type PersonName = keyof typeof people

/** More wires than any test has devices: the relay has to know its origins when it starts. */
const wireCount = 4

/** @param now the relay's clock, Unix milliseconds; the real one unless told */
export const openTown = async ({ now }: { readonly now?: () => number } = {}): Promise<Town> => {
  const wires: Wire[] = []
  for (let i = 0; i < wireCount; i++) wires.push(await openWire())
  const free = [...wires]
  let relay = await openTestRelay({
    environment: { PUBLIC_ORIGIN: wires.map(({ origin }) => origin).join(',') },
    ...(now && { now }),
  })
  const aim = () => wires.forEach(wire => (wire.target = relay.port))
  aim()
  const persons: Person[] = []
  const closePeople = async () => {
    for (const person of persons) await person.context.close()
    for (const wire of wires) await wire.close()
  }
  return {
    relay: () => relay,
    restart: async () => {
      relay = await relay.restart()
      aim()
    },
    restartFrom: async folder => {
      relay = await relay.restartFrom(folder)
      aim()
    },
    persons: () => persons,
    person: async (browser, name) => {
      const wire = free.shift()
      if (wire === undefined) throw new Error('more devices than wires')
      const person = await openPerson(browser, wire, people[name])
      persons.push(person)
      return person
    },
    close: async () => {
      await closePeople()
      await relay.close()
    },
    leave: async () => {
      await closePeople()
      await relay.stop()
      return { folder: relay.dataDir }
    },
  }
}
