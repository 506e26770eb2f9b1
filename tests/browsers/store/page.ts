import * as Y from 'yjs'
import type { AccountId, EntryId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { headName, type DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { Person } from '@sarangbang/shared/api/index.ts'
import {
  drainOutbox,
  forgetAccount,
  openDeviceRecords,
  openStore,
  type AccountStore,
  type DocumentEvent,
  type JournalRecord,
  type KeptDocument,
  type StorageFault,
} from '@sarangbang/client/src/replica/store/index.ts'
import { openRoomDrafts } from '@sarangbang/client/src/replica/roomDrafts.ts'
import { documentDatabaseName } from '@sarangbang/client/src/replica/store/accountDatabase.ts'
import { faults } from './faults.ts'

/** What runs in the page: the store as the replica uses it, and a face small enough to be driven from outside. */

export type Work = { readonly kind: 'request'; readonly payload: { readonly handle: string } }
export interface Records {
  readonly profile: { readonly nickname: string }
  readonly room: { readonly kind: 'direct' }
}

const asId = <Id extends string>(text: string, length: number) => text.padEnd(length, '_') as Id
export const minji = asId<AccountId>('minji', 43)
export const junho = asId<AccountId>('junho', 43)
export const room = asId<RoomId>('room', 22)
const head = headName(room)

const events: string[] = []
const orphans: string[] = []
let restorings = 0
addEventListener('unhandledrejection', event => orphans.push(`rejection: ${String(event.reason)}`))
addEventListener('error', event => orphans.push(`error: ${event.message}`))

let store: AccountStore<Records, Work>
let kept: KeptDocument
let doc: Y.Doc

const log = () => doc.getArray<Uint8Array>('log')
/** Noise behind the first line, since Chromium compresses what it can. */
const encode = (id: string, length = 200) => {
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536))
  bytes.set(
    new TextEncoder().encode(`${id}
`),
  )
  return bytes
}
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes).split('\n')[0] ?? ''
const kindOf = (result: { ok: true } | { ok: false; error: StorageFault }) => (result.ok ? 'ok' : result.error.kind)

const openAccount = async (account: AccountId, limitMs: number) => {
  const opened = await openStore<Records, Work>(account, {
    limitMs,
    report: event => events.push(`own ${event.kind}`),
    onRestored: () => restorings++,
  })
  if (opened.ok) store = opened.value
  return kindOf(opened)
}
const write = (id: string) => {
  log().insert(log().length, [encode(id)])
  return kept.committed()
}
const record = (id: string, inRoom: RoomId = room): JournalRecord => ({
  id: asId<EntryId>(id, 22),
  room: inRoom,
  parts: [
    { document: headName(inRoom), kind: 'sealed', plain: encode(`${id} head`), place: null },
    { document: `${inRoom}.2026-11` as DocumentName, kind: 'sealed', plain: encode(id), place: null },
  ],
  writtenMs: 1_764_000_000_000,
})

export const device = {
  events,
  orphans,
  /** How often what the page knew was written again. */
  restorings: () => restorings,
  faults,
  minji,
  junho,
  room,
  record,
  get store() {
    return store
  },
  /** The database of the document that is open. */
  documentDatabase: documentDatabaseName(minji, head),
  databases: async () => (await indexedDB.databases()).map(({ name }) => name ?? '').sort(),
  openAccount: (account: AccountId = minji, limitMs = 2_000) => openAccount(account, limitMs),
  /** Opens the account and its one document. */
  async open({ account = minji, limitMs = 2_000 }: { account?: AccountId; limitMs?: number } = {}) {
    const opened = await openAccount(account, limitMs)
    if (opened !== 'ok') return { opened, loaded: '', ids: [] as string[] }
    doc = new Y.Doc()
    const report = (event: DocumentEvent) => {
      events.push(event.kind)
    }
    kept = store.keep(head, doc, report)
    const loaded = kindOf(await kept.loaded)
    return { opened, loaded, ids: device.ids() }
  },
  ids: () => log().toArray().map(decode),
  committed: async () => kindOf(await kept.committed()),
  close: () => kept.close(),
  destroy: async () => kindOf(await kept.destroy()),
  write: async (id: string) => kindOf(await write(id)),
  /** One after another; which of them were called written, and how the others were refused. */
  async writes(ids: readonly string[]) {
    const written: string[] = []
    const refused: Record<string, string> = {}
    for (const id of ids) {
      const kind = kindOf(await write(id))
      if (kind === 'ok') written.push(id)
      else refused[id] = kind
    }
    return { written, refused }
  },
  async writeLarge(id: string, bytes: number) {
    log().insert(log().length, [encode(id, bytes)])
    return device.committed()
  },
  async appendLarge(id: string, bytes: number) {
    const small = record(id)
    const parts = small.parts.map(part => ({ ...part, plain: encode(id, bytes) }))
    return kindOf(await store.journal.append({ ...small, parts }))
  },
  /** Changes the document without asking. */
  put: (id: string) => {
    log().insert(log().length, [encode(id)])
  },
  /** The document's rows are on the disk with this erased, and nothing more has happened yet. */
  async erase(id: string) {
    log().delete(device.ids().indexOf(id), 1)
    return device.committed()
  },
  /** Whether any row of the document's database has these bytes. */
  async rowsHold(id: string) {
    const rows = await faults.rows(device.documentDatabase)
    return rows.some(row => new TextDecoder('latin1').decode(row).includes(`${id}\n`))
  },
  /** Adds something and takes it away again: what is erased makes the store write the document anew. */
  eraseOne: () => {
    log().insert(log().length, [encode('erased')])
    log().delete(log().length - 1, 1)
  },
  /** Writes without end; each that is called written leaves the page at once by `told`. */
  burst(prefix: string, told: (id: string) => void) {
    const next = (n: number): void => {
      const id = `${prefix}${n}`
      void write(id).then(result => result.ok && told(id))
      setTimeout(() => next(n + 1), (n * 7) % 5)
    }
    next(0)
  },
  burstJournal(prefix: string, told: (id: string) => void) {
    const next = (n: number): void => {
      const id = `${prefix}${n}`
      void store.journal.append(record(id)).then(result => result.ok && told(id))
      setTimeout(() => next(n + 1), (n * 7) % 5)
    }
    next(0)
  },
  append: async (id: string, inRoom: RoomId = room) => kindOf(await store.journal.append(record(id, inRoom))),
  async journal(inRoom?: RoomId) {
    const listed = await store.journal.list(inRoom)
    return listed.ok ? listed.value.map(({ id }) => id.replace(/_+$/, '')) : [listed.error.kind]
  },
  /** What stands in the room's composer after a start. */
  async composed() {
    const drafts = openRoomDrafts(store.drafts, Date.now)
    await drafts.isRead
    return drafts.of(room).value
  },
  state: () => Array.from(Y.encodeStateAsUpdate(doc)),
  refetch: (state: readonly number[]) => Y.applyUpdate(doc, Uint8Array.from(state), 'relay'),
  /** What a stock reader of the same database sees, without this program's help. */
  async idsOnDisk() {
    const fresh = new Y.Doc()
    for (const row of await faults.rows(device.documentDatabase)) Y.applyUpdate(fresh, row)
    return fresh.getArray<Uint8Array>('log').toArray().map(decode)
  },
  deviceRecords: (person: Person) => {
    const records = openDeviceRecords()
    const pair = { secret: new Uint8Array(32), public: new Uint8Array(32) }
    const identity = { account: person.keys.account, signing: pair, agreement: pair }
    return { records, record: { person, vault: { identity, locks: [] }, sessionId: 'session' } }
  },
  person: (account: AccountId): Person => ({
    keys: { account, agreement: '', signature: '' },
    handle: 'minji',
    nickname: '민지',
  }),
  forget: async (account: AccountId = minji) => kindOf(await forgetAccount(account, 2_000)),
  drainOutbox,
}
export type Device = typeof device

declare global {
  // oxlint-disable-next-line no-var -- only `var` declares a member of globalThis
  var device: Device
}
globalThis.device = device
