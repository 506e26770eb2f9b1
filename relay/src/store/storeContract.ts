import type { AccountId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { describe, expect, test } from 'vitest'
import type { StoredAccount } from './accounts.ts'
import type { StoredConnection } from './connections.ts'
import type { Store } from './store.ts'

/** What every store must hold to, whatever it is made of. Each test gets an empty one. */
export const storeContract = (name: string, withStore: (work: (store: Store) => Promise<void>) => Promise<void>) => {
  const promises = (title: string, work: (store: Store) => Promise<void>) => test(title, () => withStore(work))

  describe(`${name}: accounts`, () => {
    promises('an account is found by id and by handle key, as it was put in', async ({ accounts }) => {
      expect(await accounts.add(minji, locks)).toBe(true)
      expect(await accounts.byId(minji.keys.account)).toEqual(minji)
      expect(await accounts.byHandleKey('minji')).toEqual(minji)
      expect(await accounts.locks(minji.keys.account)).toEqual(locks)
      expect(await accounts.byId(junho.keys.account)).toBeNull()
      expect(await accounts.byHandleKey('Minji')).toBeNull()
    })
    promises('a handle or a key that is taken writes nothing', async ({ accounts }) => {
      await accounts.add(minji, locks)
      expect(await accounts.add({ ...junho, handleKey: 'minji' }, locks)).toBe(false)
      expect(await accounts.add({ ...minji, handleKey: 'other' }, locks)).toBe(false)
      expect(await accounts.byId(junho.keys.account)).toBeNull()
      expect(await accounts.byHandleKey('other')).toBeNull()
    })
    promises('new secrets replace record, vault and locks, and nothing else', async ({ accounts }) => {
      await accounts.add(minji, locks)
      const newLocks = [{ kind: 'password' as const, publicKey: 'new', sealedVaultKey: 'newer' }]
      await accounts.replaceSecrets(minji.keys.account, { registrationRecord: 'r2', vault: 'v2', locks: newLocks })
      expect(await accounts.byId(minji.keys.account)).toEqual({ ...minji, registrationRecord: 'r2', vault: 'v2' })
      expect(await accounts.locks(minji.keys.account)).toEqual(newLocks)
    })
    promises('people shows what others may know, of those who are here', async ({ accounts }) => {
      await accounts.add(minji, locks)
      const people = await accounts.people([minji.keys.account, junho.keys.account])
      expect([...people.values()]).toEqual([{ keys: minji.keys, handle: 'Minji', nickname: '민지' }])
      expect(await accounts.people([])).toEqual(new Map())
    })
    promises(
      '[A4] removing an account takes its locks, sessions, connections, memberships and markers',
      async store => {
        await twoPeople(store)
        await store.sessions.add(session)
        await store.rooms.add(room)
        await store.connections.add(connection)
        await store.markers.replace(room.id, minji.keys.account, 0, 'mine')
        await store.accounts.remove(minji.keys.account)
        expect(await store.accounts.locks(minji.keys.account)).toEqual([])
        expect(await store.sessions.byId(session.id)).toBeNull()
        expect(await store.connections.byId(connection.id)).toBeNull()
        expect(await store.rooms.members(room.id)).toEqual([junho.keys.account])
        expect(await store.markers.ofRoom(room.id)).toEqual([])
        expect(await store.rooms.removeDeserted()).toEqual([])
        await store.accounts.remove(junho.keys.account)
        expect(await store.rooms.removeDeserted()).toEqual([room.id])
        expect(await store.rooms.byId(room.id)).toBeNull()
      },
    )
    promises('a retired handle is retired until its time, and can be retired again', async ({ accounts }) => {
      await accounts.retireHandle('digest', 1_000)
      expect(await accounts.isHandleRetired('digest', 999)).toBe(true)
      expect(await accounts.isHandleRetired('digest', 1_000)).toBe(false)
      await accounts.retireHandle('digest', 2_000)
      expect(await accounts.isHandleRetired('digest', 1_000)).toBe(true)
      expect(await accounts.isHandleRetired('another', 0)).toBe(false)
    })
  })

  describe(`${name}: sessions`, () => {
    promises('a session is found by the hash of its token and ends once', async store => {
      await twoPeople(store)
      await store.sessions.add(session)
      expect(await store.sessions.byTokenHash('hash')).toEqual(session)
      expect(await store.sessions.byTokenHash('other')).toBeNull()
      expect(await store.sessions.remove(junho.keys.account, session.id)).toBe(false)
      expect(await store.sessions.remove(minji.keys.account, session.id)).toBe(true)
      expect(await store.sessions.remove(minji.keys.account, session.id)).toBe(false)
    })
    promises('[A7] all sessions but one end, latest used are listed first, unused ones are swept', async store => {
      await twoPeople(store)
      await store.sessions.add(session)
      await store.sessions.add({ ...session, id: 's2', tokenHash: 'hash2' })
      await store.sessions.touch('s2', 90)
      const ids = async () => (await store.sessions.ofAccount(minji.keys.account)).map(({ id }) => id)
      expect(await ids()).toEqual(['s2', session.id])
      await store.sweep(0, 90)
      expect(await ids()).toEqual(['s2'])
      await store.sessions.add({ ...session, id: 's3', tokenHash: 'hash3' })
      expect(await store.sessions.removeAll(minji.keys.account, 's3')).toEqual(['s2'])
      expect(await store.sessions.removeAll(minji.keys.account, null)).toEqual(['s3'])
      expect(await ids()).toEqual([])
    })
  })

  describe(`${name}: connections`, () => {
    promises('[P2] a pair has at most one open connection, whoever asked', async store => {
      await twoPeople(store)
      const { connections } = store
      expect(await connections.add(connection)).toBe(true)
      const crossing = { ...connection, id: 'c2', asker: connection.asked, asked: connection.asker, nonce: 'n2' }
      expect(await connections.add(crossing)).toBe(false)
      expect(await connections.openBetween(junho.keys.account, minji.keys.account)).toEqual(connection)
      const declined = { state: 'declined' as const, room: null, crossingNonce: null, updatedMs: 20 }
      await connections.update(connection.id, declined)
      expect(await connections.openBetween(minji.keys.account, junho.keys.account)).toBeNull()
      expect(await connections.add(crossing)).toBe(true)
      expect(await connections.openOf(minji.keys.account)).toEqual([crossing])
      expect(await connections.openOf(junho.keys.account)).toEqual([crossing])
    })
    promises('[P2] a request is recognised by its nonce, also where it crossed another', async store => {
      await twoPeople(store)
      const { connections } = store
      await connections.add(connection)
      const [asker, asked] = [minji.keys.account, junho.keys.account]
      expect((await connections.byRequest(asker, asked, 'nonce'))?.id).toBe(connection.id)
      expect(await connections.byRequest(asked, asker, 'nonce')).toBeNull()
      const accepted = { state: 'accepted' as const, room: room.id, crossingNonce: 'theirs', updatedMs: 30 }
      await connections.update(connection.id, accepted)
      expect(await connections.byRequest(asked, asker, 'theirs')).toEqual({ ...connection, ...accepted })
    })
  })

  describe(`${name}: rooms and markers`, () => {
    promises('a room has its founders as members; adding it again changes nothing', async store => {
      await twoPeople(store)
      await store.rooms.add(room)
      await store.rooms.add({ ...room, createdMs: 999 })
      expect(await store.rooms.byId(room.id)).toEqual(room)
      expect(await store.rooms.ofMember(minji.keys.account)).toEqual([room])
      expect(new Set(await store.rooms.members(room.id))).toEqual(new Set(room.founders))
      expect(await store.rooms.isMember(room.id, junho.keys.account)).toBe(true)
      expect(await store.rooms.isMember('x'.repeat(22) as RoomId, junho.keys.account)).toBe(false)
    })
    promises('a marker changes only from the version it replaces', async store => {
      await twoPeople(store)
      await store.rooms.add(room)
      const account = minji.keys.account
      expect(await store.markers.replace(room.id, account, 1, 'a')).toBeNull()
      expect(await store.markers.replace(room.id, account, 0, 'a')).toEqual({ account, version: 1, sealed: 'a' })
      expect(await store.markers.replace(room.id, account, 0, 'b')).toBeNull()
      expect(await store.markers.replace(room.id, account, 1, 'b')).toEqual({ account, version: 2, sealed: 'b' })
      expect(await store.markers.of(room.id, account)).toEqual({ account, version: 2, sealed: 'b' })
      expect(await store.markers.ofRoom(room.id)).toHaveLength(1)
    })
  })

  describe(`${name}: transactions`, () => {
    promises('all or nothing', async store => {
      const work = store.transaction(async records => {
        await records.accounts.add(minji, locks)
        throw new Error('half way')
      })
      await expect(work).rejects.toThrow('half way')
      expect(await store.accounts.byId(minji.keys.account)).toBeNull()
      await store.transaction(records => records.accounts.add(minji, locks))
      expect(await store.accounts.byId(minji.keys.account)).toEqual(minji)
    })
    promises('of many at once, each sees the others whole', async store => {
      await twoPeople(store)
      await store.rooms.add(room)
      const account = minji.keys.account
      const increase = () =>
        store.transaction(async ({ markers }) => {
          const present = await markers.of(room.id, account)
          await markers.replace(room.id, account, present?.version ?? 0, 'x')
        })
      await Promise.all(Array.from({ length: 20 }, increase))
      expect((await store.markers.of(room.id, account))?.version).toBe(20)
    })
    promises('a sweep forgets retired handles and documents whose room is gone', async store => {
      await twoPeople(store)
      await store.rooms.add(room)
      const document = (name: string) => ({ document: name as DocumentName, bytes: new Uint8Array(2), erases: false })
      const gone = 'g'.repeat(22) as RoomId
      await store.documents.append([document(room.id), document(gone)])
      await store.accounts.retireHandle('digest', 50)
      await store.sweep(50, 0)
      expect(await store.documents.positions(room.id)).toHaveLength(1)
      expect(await store.documents.positions(gone)).toEqual([])
      expect(await store.accounts.isHandleRetired('digest', 0)).toBe(false)
    })
    promises('an open store answers', async store => {
      await expect(store.ping()).resolves.toBeUndefined()
    })
  })
}

const account = (id: string, handle: string, nickname: string): StoredAccount => ({
  keys: { account: id.repeat(43) as AccountId, agreement: `${id}-agreement`, signature: `${id}-signature` },
  handle,
  handleKey: handle.toLowerCase(),
  nickname,
  registrationRecord: `${id}-record`,
  vault: `${id}-vault`,
  recoveryKey: `${id}-recovery`,
  createdMs: 1_700_000_000_000,
})
const minji = account('m', 'Minji', '민지')
const junho = account('j', 'Junho', '준호')
const locks = [
  { kind: 'password', publicKey: 'p', sealedVaultKey: 'ps' },
  { kind: 'recovery', publicKey: 'r', sealedVaultKey: 'rs' },
] as const
const twoPeople = async ({ accounts }: Store) => {
  await accounts.add(minji, locks)
  await accounts.add(junho, locks)
}
const session = {
  id: 's1',
  tokenHash: 'hash',
  account: minji.keys.account,
  device: 'Chrome · Android',
  createdMs: 10,
  lastUsedMs: 10,
}
const room = {
  id: 'r'.repeat(22) as RoomId,
  kind: 'direct' as const,
  nonce: 'n',
  founders: [junho.keys.account, minji.keys.account],
  createdMs: 5,
}
const connection: StoredConnection = {
  id: 'c1',
  kind: 'friend',
  asker: minji.keys.account,
  asked: junho.keys.account,
  nonce: 'nonce',
  crossingNonce: null,
  state: 'requested',
  room: null,
  createdMs: 10,
  updatedMs: 10,
}
