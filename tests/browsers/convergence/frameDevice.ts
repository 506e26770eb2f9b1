import type { EpochKey, JournalRecord } from '@sarangbang/client/src/replica/store/index.ts'
import type { Device } from '../../convergence/world/device.ts'
import { people } from '../../convergence/world/people.ts'
import { rowsHold } from '../../convergence/world/rowsHold.ts'
import type { OpenDevice } from '../../convergence/world/runHistory.ts'
import { copyDatabases, putBack, type DatabaseCopy } from './databases.ts'
import type { OpenFrame } from './deviceFrame.ts'

declare global {
  interface Window {
    openFrame: OpenFrame
  }
}

const rowsOf = ({ stores }: DatabaseCopy, name: string) => stores.find(store => store.name === name)?.rows ?? []

/** A device in a frame, over the browser's own IndexedDB. @param run names the history, so that none finds another's databases */
export const openFrameDevice =
  (run: string): OpenDevice =>
  async options => {
    const { label, person } = options
    const prefix = `${run}/${label}/`
    const backups: (readonly DatabaseCopy[])[] = [[]]
    let frame: HTMLIFrameElement | null = null
    let inner: Device | null = null
    let crashed = Promise.withResolvers<true>()

    const current = (): Device => {
      if (inner === null) throw new Error(`${label} is not running`)
      return inner
    }
    const kill = (): void => {
      frame?.remove()
      frame = null
      inner = null
      crashed.resolve(true)
    }
    const start = async (): Promise<void> => {
      crashed = Promise.withResolvers()
      const opening = document.createElement('iframe')
      opening.src = `/device#${encodeURIComponent(prefix)}`
      const loaded = new Promise(resolve => opening.addEventListener('load', resolve, { once: true }))
      document.body.append(opening)
      await loaded
      frame = opening
      // What a frame has to say when it is gone, of connections that end under it, is no trouble of anybody's.
      const problem = (text: string): void => {
        if (frame === opening) options.witness.problem(text)
      }
      const started = opening.contentWindow?.openFrame({ ...options, kill, witness: { ...options.witness, problem } })
      if (started === undefined) throw new Error(`the frame of ${label} has no device`)
      await started.start()
      inner = started
    }
    return {
      label,
      person,
      account: people[person].account,
      start,
      crash: kill,
      crashAfterNextWrite: () => current().crashAfterNextWrite(),
      hasCrashed: () => inner === null,
      act: action => Promise.race([current().act(action), crashed.promise]),
      connect: line => current().connect(line),
      disconnect: line => inner?.disconnect(line),
      receive: (line, document, bytes) => current().receive(line, document, bytes),
      acknowledge: () => current().acknowledge(),
      names: () => current().names(),
      hearNames: names => current().hearNames(names),
      correct: offsetMs => current().correct(offsetMs),
      openAll: names => current().openAll(names),
      view: () => current().view(),
      marker: () => current().marker(),
      hearMarker: (whose, sealed) => current().hearMarker(whose, sealed),
      backUp: async () => backups.push(await copyDatabases(prefix)) - 1,
      restore: async copy => {
        kill()
        await putBack(prefix, backups[copy % backups.length] ?? [])
        await start()
      },
      holdings: async () => {
        const copies = await copyDatabases(prefix)
        const account = copies.find(({ name }) => name === `${prefix}sarangbang/${people[person].account}`)
        const own = (store: string) => (account === undefined ? [] : rowsOf(account, store).map(([, row]) => row))
        const held = copies
          .filter(one => one !== account)
          .map(one => {
            const rows = rowsOf(one, 'updates').map(([, row]) => row as Uint8Array)
            return [one.name.slice(one.name.lastIndexOf('/') + 1), rowsHold(rows)] as const
          })
        const keys = own('keyring') as EpochKey[]
        return {
          journaled: new Set((own('journal') as JournalRecord[]).map(({ id }) => id)),
          epochs: new Set([...keys.map(({ epoch }) => epoch), ...held.flatMap(([, { epochs }]) => epochs)]),
          clocks: new Map(held.map(([name, { clocks }]) => [name, clocks])),
        }
      },
      stop: async () => {
        await current().stop()
        kill()
      },
    }
  }
