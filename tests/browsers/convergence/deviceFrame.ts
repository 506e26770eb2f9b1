import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { Stamp } from '@sarangbang/shared/room/entry.ts'
import type { ReplicaRecords } from '@sarangbang/client/src/replica/replicaRecords.ts'
import { openStore } from '@sarangbang/client/src/replica/store/index.ts'
import { makeDevice, type Device } from '../../convergence/world/device.ts'
import type { DeviceOptions } from '../../convergence/world/deviceOptions.ts'
import type { OpenDisk } from '../../convergence/world/deviceDisk.ts'
import { people, room } from '../../convergence/world/people.ts'

/** A device that is a frame of its own: when the frame goes, everything in it stops where it is, IndexedDB included. */
export interface FrameOptions extends Omit<DeviceOptions, 'disk'> {
  /** Takes the frame away. */
  readonly kill: () => void
}
export type OpenFrame = (options: FrameOptions) => Device

/** A busy machine is not a broken disk. */
const limitMs = 60_000

const openRealDisk = async (account: AccountId, problem: (text: string) => void): Promise<OpenDisk> => {
  const opened = await openStore<Pick<ReplicaRecords, 'reading'>, never>(account, {
    limitMs,
    report: event => problem(`own database: ${event.kind}`),
  })
  if (!opened.ok) throw new Error(`the store does not open: ${JSON.stringify(opened.error)}`)
  const { journal, keyring, acks, records, documents, keep, close } = opened.value
  const read = await records.get('reading', room.id)
  return {
    journal,
    keyring,
    acks,
    readUpTo: read.ok ? (read.value ?? null) : null,
    saveReadUpTo: (upTo: Stamp) => void records.put('reading', room.id, upTo),
    // A copy put back may list a document that it has no database of: then it comes again from others.
    keep: (name, doc) => keep(name, doc, event => event.kind !== 'vanished' && problem(`${name}: ${event.kind}`)),
    list: documents.list,
    close,
  }
}

const notHere = (): never => {
  throw new Error('copies are made and put back from outside the frame')
}

export const openFrame: OpenFrame = ({ kill, ...options }) =>
  makeDevice({
    ...options,
    disk: {
      open: () =>
        openRealDisk(people[options.person].account, text => options.witness.problem(`${options.label} ${text}`)),
      crash: kill,
      backUp: notHere,
      restore: notHere,
      holdings: notHere,
    },
  })

/** Devices of one person share a browser here, and must not share its databases. */
export const keepApart = (prefix: string): void => {
  const { open, deleteDatabase } = IDBFactory.prototype
  IDBFactory.prototype.open = function (name, version) {
    return open.call(this, prefix + name, version)
  }
  IDBFactory.prototype.deleteDatabase = function (name) {
    return deleteDatabase.call(this, prefix + name)
  }
  const marks = new Map<string, string>()
  Object.defineProperty(globalThis, 'localStorage', {
    value: {
      getItem: (key: string) => marks.get(key) ?? null,
      setItem: (key: string, value: string) => void marks.set(key, value),
      removeItem: (key: string) => void marks.delete(key),
      clear: () => marks.clear(),
      key: (at: number) => [...marks.keys()][at] ?? null,
      get length() {
        return marks.size
      },
    } satisfies Storage,
  })
}
