import { clientIdOf } from '@sarangbang/shared/crypto/clientIdOf.ts'
import { makeClock } from '@sarangbang/shared/room/clock.ts'
import type { DocumentReplica } from '@sarangbang/client/src/replica/documentReplica.ts'
import { openDocuments } from '@sarangbang/client/src/replica/documents.ts'
import { openRoomState } from '@sarangbang/client/src/replica/openRoomState.ts'
import { makeRoomActions } from '@sarangbang/client/src/replica/roomActions.ts'
import type { OpenDisk } from './deviceDisk.ts'
import type { DeviceOptions } from './deviceOptions.ts'
import { people, room } from './people.ts'
import { makeTalk } from './talk.ts'
import { witnessJournal } from './witnessJournal.ts'

/** A device from one start to its stop or crash: the client's own room over what its disk holds. */
export const openGeneration = async (
  { person, now, witness, label, offset }: DeviceOptions,
  disk: OpenDisk,
  onWritten: () => boolean,
) => {
  const identity = people[person]
  const journal = witnessJournal(disk.journal, {
    label,
    witness,
    onWritten,
    recordOf: id => state.unkept.records.value.get(id),
    epochOf: ({ document, place }) => {
      if (place === null) return null
      const client = clientIdOf(document, identity.account, place.session)
      return state.documents.documentOf(document).log.envelopeAt(client, place.clock)?.epoch ?? null
    },
  })
  const clock = makeClock({ now, offsetMs: offset.ms })
  const documents = openDocuments({
    account: identity.account,
    acks: disk.acks,
    keep: disk.keep,
    list: disk.list,
    report: (name, event) => witness.problem(`${label} ${name}: ${event.kind}`),
  })
  const state = openRoomState({
    room,
    identity,
    documents,
    journal,
    keyring: disk.keyring,
    clock,
    readUpTo: disk.readUpTo,
    arrivals: new Map(),
    saveArrivals: () => undefined,
    linkPeers: null,
    onRefusedWith: () => undefined,
  })
  const talk = makeTalk(identity.account)
  const known = new Set<DocumentReplica>()
  const follow = async (): Promise<void> => {
    const news = state.documents.opened.value.filter(document => !known.has(document))
    for (const document of news) known.add(document)
    await Promise.all(
      news.map(async ({ loaded, log, committed, kept }) => {
        await loaded
        talk.add({
          log,
          committed,
          heard: (clocks, from) => void (from === null ? kept.merge(clocks) : kept.mergeFromPeer(clocks)),
          known: kept.clocks,
          relayHas: kept.relayHas,
        })
      }),
    )
  }
  const stops = [
    state.documents.opened.watch(() => void follow()),
    state.reading.mine.watch(upTo => upTo !== null && disk.saveReadUpTo(upTo)),
  ]
  await state.ready
  await follow()
  const actions = makeRoomActions(state, { identity, clock, forgetRecord: id => journal.remove([id]) })
  return {
    disk,
    identity,
    clock,
    documents,
    state,
    talk,
    actions,
    journal,
    follow,
    leave: () => stops.forEach(stop => stop()),
  }
}
export type Generation = Awaited<ReturnType<typeof openGeneration>>
