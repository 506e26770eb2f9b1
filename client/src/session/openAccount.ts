import { endSession, listSessions, whoAmI, withdrawAccount } from '@sarangbang/shared/api/index.ts'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { ok, type Result } from '@sarangbang/shared/result.ts'
import { makeClock } from '@sarangbang/shared/room/clock.ts'
import { openPeople } from '../people/openPeople.ts'
import { openDirectory } from '../replica/directory.ts'
import { openReplica } from '../replica/openReplica.ts'
import { performRelayWork } from '../replica/performRelayWork.ts'
import { queueMarker } from '../replica/queueMarker.ts'
import type { RelayWork } from '../replica/relayWork.ts'
import type { StorageTrouble } from '../replica/replica.ts'
import type { ReplicaRecords } from '../replica/replicaRecords.ts'
import { openRoomDrafts } from '../replica/roomDrafts.ts'
import { makeRoomList } from '../replica/roomList.ts'
import { soundRecords } from '../replica/soundRecords.ts'
import { openRoomPreviews } from '../replica/roomPreviews.ts'
import { drainOutbox, openAccountStore, type StorageFault } from '../replica/store/index.ts'
import { makeWatchable } from '../replica/watched.ts'
import { afterPaint } from './afterPaint.ts'
import { callRelay } from './callRelay.ts'
import { saveSoon } from './saveSoon.ts'
import type { Account } from './session.ts'
import { shareInbox } from './shareInbox.ts'
import type { SignedIn } from './signUp.ts'
import { storageTroubles } from './storageTroubles.ts'
import type { TabNews } from './tabNews.ts'
import { onLeave, onWake } from './wake.ts'

/** Why this account stops being signed in here. */
export type Ending = 'logged-out' | 'session-ended' | 'withdrawn'

export interface OpenAccount extends Account {
  /** Stops everything at work; what is on this device stays. */
  close(): Promise<void>
}

/** Puts a signed-in account to work: all of it runs on what this device has, and the relay joins in when it can. */
export const openAccount = async (
  signedIn: SignedIn,
  onEnd: (ending: Ending) => void,
  /** This device's storage was emptied while the account was at work. */
  onCleared: () => void,
): Promise<Result<OpenAccount, StorageFault>> => {
  const { person, vault } = signedIn
  const { identity } = vault
  const storage = makeWatchable<StorageTrouble | null>(null)
  const troubles = storageTroubles(storage)
  let isStarted = false
  /** By document: the relay's position up to which all of it is on this disk. */
  const positions = new Map<string, number>()
  const opened = await openAccountStore<ReplicaRecords, RelayWork>(identity.account, {
    lostRecords: ['positions'],
    report: event => {
      // Cleared under a running page, all of it is written again from memory: nothing is lost, and this device stays signed in.
      if (event.kind !== 'vanished' || !isStarted) return troubles.hearAccount(event)
      saveDirectory.touch()
      // At once: a page that dies in the next moment would find its journal again, and none of its rooms.
      void saveDirectory.flush()
      // Written a moment ago, it may have come into the emptied database.
      void records.remove('positions', '')
      onCleared()
    },
    // The documents may have gone with it: what is here of the relay's shows when it is known what is left.
    onCut: () => positions.clear(),
    onRestored: () => {
      if (!isStarted) return
      void recallPositions().then(() => replica.catchUp())
      void people.refresh()
      drain.poke()
    },
  })
  if (!opened.ok) return opened
  const records = soundRecords(opened.value.records)
  const { journal, outbox, keyring, acks, drafts, documents, close: closeStore } = opened.value
  const recallPositions = async (): Promise<void> => {
    const kept = await records.get('positions', '')
    for (const [name, at] of (kept.ok && kept.value) || []) if (!positions.has(name)) positions.set(name, at)
  }
  const [directoryKept, clockKept, readingKept, owedKept] = await Promise.all([
    records.get('directory', ''),
    records.get('clock', ''),
    records.list('reading'),
    records.get('owed', ''),
    recallPositions(),
  ])

  const saveDirectory = saveSoon(() => records.put('directory', '', directory.state.value))
  isStarted = true
  const directory = openDirectory((directoryKept.ok && directoryKept.value) || null, (_state, isRare) => {
    saveDirectory.touch()
    if (isRare) void saveDirectory.flush()
  })
  const clock = makeClock({ now: Date.now, ...(clockKept.ok && clockKept.value) })
  const inbox = shareInbox(identity.account)
  const previews = openRoomPreviews(identity.account, records)
  const shownDrafts = openRoomDrafts(drafts, Date.now)
  const list = makeRoomList(identity.account, directory, previews, shownDrafts)
  const replica = openReplica({
    me: identity.account,
    list,
    inboxState: inbox.state,
    storage,
    load: async () => {
      await afterPaint()
      const [{ loadReplica }, arrivalsKept] = await Promise.all([
        import('../replica/loadReplica.ts'),
        records.list('arrivals'),
      ])
      return loadReplica({
        identity,
        directory,
        list,
        acks,
        documentList: documents,
        report: troubles.hearDocument,
        journal,
        keyring,
        records,
        previews,
        drafts: shownDrafts,
        clock,
        inboxState: inbox.state,
        leads: inbox.leads,
        storage,
        reading: new Map(readingKept.ok ? readingKept.value.map(([room, upTo]) => [room as RoomId, upTo]) : []),
        arrivals: new Map(arrivalsKept.ok ? arrivalsKept.value.map(([room, kept]) => [room as RoomId, kept]) : []),
        positions,
        owedBefore: (owedKept.ok && owedKept.value) || [],
        saveOwed: names => records.put('owed', '', names),
        onMarker: room => void queueMarker(outbox, room, Date.now()).then(poke),
        onRefusedWith: () => void checkSession(),
      })
    },
  })
  const drain = drainOutbox<RelayWork>({
    outbox,
    perform: performRelayWork({
      call: callRelay,
      directory,
      markerToSet: async room => {
        const { markerToSet } = await import('../replica/markerToSet.ts')
        const atRelay = directory.state.value.markers.get(room)?.get(identity.account)
        return markerToSet({ me: identity.account, room, atRelay, records, keyring })
      },
    }),
    online: () => inbox.leads.value && inbox.state.value === 'on',
    now: Date.now,
    random: Math.random,
    onChange: () => {
      void people.refresh()
      inbox.tellTabs({ kind: 'outbox' })
    },
  })
  /** Only the leading tab drains, whichever put the work there. */
  const poke = (): void => {
    drain.poke()
    inbox.tellTabs({ kind: 'work' })
  }
  const people = openPeople({ directory, outbox, poke, now: Date.now })
  const hearTabs = (news: TabNews): void => {
    switch (news.kind) {
      case 'work':
        drain.poke()
        return replica.catchUp()
      case 'outbox':
        return void people.refresh()
      case 'directory-asked':
        return inbox.leads.value ? inbox.tellTabs({ kind: 'directory', state: directory.state.value }) : undefined
      case 'directory':
        return inbox.leads.value ? undefined : directory.take(news.state)
    }
  }

  let withdrawing = false

  /** A stream that breaks may mean that this session is over; only the relay's own word counts. */
  const checkSession = async (): Promise<void> => {
    const answer = await callRelay(whoAmI)
    if (withdrawing || answer.ok || answer.error.kind !== 'problem') return
    if (answer.error.problem.kind === 'session-missing') {
      onEnd('session-ended')
    }
  }
  const stops = [
    inbox.observe(message => {
      if (message.type === 'session-ended') return withdrawing ? undefined : onEnd('session-ended')
      directory.apply(message)
    }),
    inbox.state.watch(state => {
      if (state === 'on') drain.poke({ hurry: true })
      if (state === 'off') void checkSession()
    }),
    inbox.offsetMs.watch(offsetMs => {
      if (offsetMs === null) return
      const isNew = clock.correct(offsetMs)
      void records.put('clock', '', { last: clock.last, offsetMs: clock.offsetMs, heardMs: clock.heardMs })
      if (isNew) replica.clockCorrected()
    }),
    inbox.leads.watch(() => drain.poke()),
    inbox.hearTabs(hearTabs),
    // What this tab wrote a moment ago is the leading tab's to send, when this one is gone.
    onLeave(() => inbox.tellTabs({ kind: 'work' })),
    onWake(() => {
      inbox.wake()
      replica.wake()
      drain.poke({ hurry: true })
    }),
  ]
  drain.poke()
  inbox.tellTabs({ kind: 'directory-asked' })

  return ok({
    me: person,
    replica,
    people,
    sessions: async () => {
      const answer = await callRelay(listSessions)
      return answer.ok ? ok(answer.value.sessions) : answer
    },
    endSession: id => callRelay(endSession, { params: { id } }),
    changePassword: async (current, next) => {
      const { changePassword } = await import('./changePassword.ts')
      return changePassword(signedIn, current, next)
    },
    logOut: async () => onEnd('logged-out'),
    withdraw: async password => {
      const { provePassword } = await import('./provePassword.ts')
      const proof = await provePassword(person.handle, password)
      if (!proof.ok) return proof
      const { attempt, finishLoginRequest } = proof.value
      // The inbox says that this session is over before the call has its answer; here it is known why.
      withdrawing = true
      const answer = await callRelay(withdrawAccount, { request: { attempt, finishLoginRequest } })
      withdrawing = false
      if (answer.ok) onEnd('withdrawn')
      return answer
    },
    close: async () => {
      for (const stop of stops) stop()
      drain.close()
      inbox.close()
      await saveDirectory.flush()
      await replica.close()
      previews.close()
      shownDrafts.close()
      await closeStore()
    },
  })
}
