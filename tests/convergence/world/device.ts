import { parseDocumentName, type DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { act } from './act.ts'
import type { Action } from './action.ts'
import type { DeviceOptions } from './deviceOptions.ts'
import { openGeneration, type Generation } from './generation.ts'
import { people, type PersonName } from './people.ts'
import type { Replica } from './replica.ts'
import { viewOf, type View } from './view.ts'

export interface Device extends Replica {
  readonly person: PersonName
  /** Starts on what its disk holds. */
  start(): Promise<void>
  /** Stops in the middle of everything. */
  crash(lose: number): void
  /** The next write stops the device as soon as its record is on the disk: between journal and document. */
  crashAfterNextWrite(): void
  /** Whether it did. */
  hasCrashed(): boolean
  /** Something a person does; `false` when there is nothing to do it to. Resolves when all of it has ended, or the device stopped. */
  act(action: Action): Promise<boolean>
  /** The relay told its time. */
  correct(offsetMs: number): Promise<void>
  /** Opens every document anybody has named. */
  openAll(names: readonly string[]): Promise<void>
  view(): Promise<View>
  /** My own marker, sealed as it goes to the relay's slot. */
  marker(): string | null
  hearMarker(person: PersonName, sealed: string): void
}

/** A person's device: the client's own room, documents and journal over a disk that outlives them. */
export const makeDevice = (options: DeviceOptions): Device => {
  const { label, person, disk } = options
  let running: Generation | null = null
  let crashNext: number | null = null
  let crashed = Promise.withResolvers<void>()

  const current = (): Generation => {
    if (running === null) throw new Error(`${label} is not running`)
    return running
  }
  const abandon = (): void => {
    const { state, talk, leave } = current()
    running = null
    leave()
    talk.end()
    state.close()
    crashed.resolve()
  }
  const crash = (lose: number): void => {
    disk.crash(lose)
    abandon()
  }
  const onWritten = (): boolean => {
    if (crashNext === null) return false
    crashNext = null
    crash(0)
    return true
  }
  const start = async (): Promise<void> => {
    crashed = Promise.withResolvers()
    running = await openGeneration(options, await disk.open(), onWritten)
  }
  const settle = async (): Promise<void> => {
    const { state, follow } = current()
    await state.settled()
    await follow()
  }
  return {
    label,
    person,
    account: people[person].account,
    start,
    crash,
    crashAfterNextWrite: () => {
      crashNext = 1
    },
    hasCrashed: () => running === null,
    act: async action => {
      const done = act(current(), action).then(async isDone => {
        if (running !== null) await settle()
        return isDone
      })
      const isDone = await Promise.race([done, crashed.promise.then(() => true)])
      crashNext = null
      return isDone
    },
    connect: line => current().talk.connect(line),
    disconnect: line => running?.talk.disconnect(line),
    receive: async (line, document, frame) => {
      const received = await current().talk.receive(line, document, new Uint8Array(frame))
      await settle()
      return received
    },
    acknowledge: () => current().talk.acknowledge(),
    names: () => current().state.documents.opened.value.map(({ name }) => name),
    hearNames: names => current().state.documents.known(names),
    correct: async offsetMs => {
      const { clock, state } = current()
      options.offset.ms = offsetMs
      if (clock.correct(offsetMs)) await state.corrected()
      await settle()
    },
    openAll: async names => {
      const { state } = current()
      for (const name of names) if (parseDocumentName(name) !== null) state.documents.documentOf(name as DocumentName)
      await Promise.all(state.documents.opened.value.map(({ loaded }) => loaded))
      await settle()
    },
    view: () => viewOf(current()),
    marker: () => current().state.reading.sealMine(),
    hearMarker: (whose, sealed) => current().state.reading.hear(people[whose].account, sealed),
    holdings: disk.holdings,
    backUp: disk.backUp,
    restore: async copy => {
      abandon()
      await disk.restore(copy)
      await start()
    },
    stop: async () => {
      const { state, documents, talk, leave, disk: open } = current()
      await state.writer.idle()
      leave()
      talk.end()
      state.close()
      await documents.close()
      await open.close()
      running = null
    },
  }
}
