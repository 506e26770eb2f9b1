import { once } from 'node:events'
import type { EpochId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { identityOf } from '@sarangbang/shared/crypto/createIdentity.ts'
import { monthName, monthOf } from '@sarangbang/shared/room/documentName.ts'
import { splitUpdate } from '@sarangbang/shared/room/splitUpdate.ts'
import { WebSocket } from 'ws'
import type { AccountRecord, EpochKey } from '../../../client/src/replica/store/index.ts'
import type { Person } from '../../browsers/app/person.ts'
import { readSyncFrame, sayUpdate } from '../delivery/languages/yWebsocket.ts'
import { authorOf } from '../town/author.ts'
import { writeMonth } from '../town/writeMonth.ts'

/** Sync (0), step 1 (0), one byte: the state vector of somebody who has nothing. */
const step1 = Uint8Array.of(0, 0, 1, 0)

/** What the app keeps of its person's keys, read as the app itself reads it. */
const keysOf = ({ page }: Person) =>
  page.evaluate(async () => {
    const open = (name: string) =>
      new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name)
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(request.error ?? new Error(`${name} does not open`)))
      })
    const all = <T>(db: IDBDatabase, store: string) =>
      new Promise<T[]>(resolve => {
        const request = db.transaction(store).objectStore(store).getAll()
        request.addEventListener('success', () => resolve(request.result as T[]))
      })
    const device = await open('sarangbang')
    const [record] = await all<AccountRecord>(device, 'account')
    if (record === undefined) throw new Error('nobody is signed in')
    const account = await open(`sarangbang/${record.person.keys.account}`)
    const keys = await all<EpochKey>(account, 'keyring')
    device.close()
    account.close()
    const { signing, agreement } = record.vault.identity
    const room = location.pathname.split('/').at(-1) ?? ''
    const key = keys.find(key => key.room === room)
    if (key === undefined) throw new Error('the open room has no key yet')
    return { room, epoch: key.epoch, key: [...key.key], secrets: [[...signing.secret], [...agreement.secret]] as const }
  })

/**
 * Another device of this person writes so many messages into the room that is open, over this month so far, and gives them to the
 * relay. Resolves when it has them on disk.
 */
export const fillRoom = async (person: Person, relayPort: number, messages: number): Promise<void> => {
  const { room, epoch, key, secrets } = await keysOf(person)
  const [signing, agreement] = secrets
  const author = authorOf(identityOf(Uint8Array.from(signing), Uint8Array.from(agreement)), {
    epoch: epoch as EpochId,
    key: Uint8Array.from(key),
  })
  const nowMs = Date.now()
  const month = monthOf(nowMs)
  const firstMs = Date.parse(`${month}-01T00:00:00Z`)
  // The last of them is half a minute old: what was said in the open room is newer.
  const stepMs = (nowMs - 30_000 - firstMs) / messages
  const name = monthName(room as RoomId, month)
  const { doc } = writeMonth(author, messages, name, n => Math.floor(firstMs + n * stepMs))

  const cookies = await person.context.cookies()
  const socket = new WebSocket(`ws://127.0.0.1:${relayPort}/sync/${name}?ack=1`, {
    headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '), origin: person.wire.origin },
  })
  const kept = new Promise<void>((resolve, reject) => {
    socket.on('message', (frame: Buffer) => {
      const meaning = readSyncFrame(frame)
      if (meaning.kind === 'kept' && (meaning.clocks.get(doc.clientID) ?? 0) >= messages) resolve()
    })
    socket.on('close', code => reject(new Error(`the relay closed the socket: ${code}`)))
  })
  await once(socket, 'open')
  // Acknowledgements begin with the first sync.
  socket.send(step1)
  for (const piece of splitUpdate({ doc }, Uint8Array.of(0))) socket.send(sayUpdate(piece))
  await kept
  socket.terminate()
}
