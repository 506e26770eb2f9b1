import { randomBytes } from 'node:crypto'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { monthName, type DocumentName, type Month } from '@sarangbang/shared/room/documentName.ts'
import { authorNamed } from '../town/author.ts'
import { writeMonth } from '../town/writeMonth.ts'
import type { Member, Room } from './system.ts'

/** Somebody with one socket on one document, and everything they are going to say. */
export interface Speaker {
  readonly document: DocumentName
  readonly member: Member
  /** Their Yjs client; the n-th update holds its struct of clock n. */
  readonly client: number
  /** Yjs updates of one message each, in order. */
  readonly updates: readonly Uint8Array[]
  readonly room: Said
}

/** What a room comes to when everybody has said everything. */
export interface Said {
  /** The next clock by client. */
  readonly clocks: Map<number, number>
  readonly messages: number
}

export interface DeliveryTown {
  readonly rooms: readonly Room[]
  /** Room by room. */
  readonly speakers: readonly Speaker[]
}

/**
 * Rooms with members who write without having read each other: every update stands on its author's last alone, so that no order
 * of arrival can make one wait for another.
 *
 * @param messagesEach what each of them will say. All is sealed and signed here, before any clock runs.
 */
export const buildTown = (rooms: number, membersEach: number, messagesEach: number): DeliveryTown => {
  const speakers: Speaker[] = []
  const built = Array.from({ length: rooms }, (): Room => {
    const id = randomBytes(16).toString('base64url')
    const document = monthName(id as RoomId, '2026-05' as Month)
    const room: Said = { clocks: new Map(), messages: membersEach * messagesEach }
    const members = Array.from({ length: membersEach }, (_, n): Member => {
      const author = authorNamed(`${id}/${n}`)
      const member = { account: author.account, token: randomBytes(32).toString('base64url') }
      const { doc, updates } = writeMonth(author, messagesEach, document)
      room.clocks.set(doc.clientID, messagesEach)
      speakers.push({ document, member, client: doc.clientID, updates, room })
      return member
    })
    return { id, members }
  })
  return { rooms: built, speakers }
}
