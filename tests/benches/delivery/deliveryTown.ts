import { randomBytes } from 'node:crypto'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { monthName, type DocumentName, type Month } from '@sarangbang/shared/room/documentName.ts'
import * as encoding from 'lib0/encoding'
import { authorNamed } from '../town/author.ts'
import { writeMonth } from '../town/writeMonth.ts'
import type { Member, Room } from './system.ts'

/** Somebody with one socket on one document, and everything they are going to say, framed. */
export interface Speaker {
  readonly document: DocumentName
  readonly member: Member
  /** Their Yjs client; the n-th frame holds its struct of clock n. */
  readonly client: number
  /** y-websocket update frames, in order. */
  readonly frames: readonly Uint8Array[]
}

export interface DeliveryTown {
  readonly rooms: readonly Room[]
  /** Room by room. */
  readonly speakers: readonly Speaker[]
}

/** Sync (0), update (2), the update (y-protocols, PROTOCOL.md). */
const frameOf = (update: Uint8Array): Uint8Array =>
  encoding.encode(encoder => {
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarUint(encoder, 2)
    encoding.writeVarUint8Array(encoder, update)
  })

/**
 * Rooms with members who write without having read each other: every update stands on its author's last alone, so that no order
 * of arrival can make one wait for another.
 *
 * @param messagesEach what each of them will say. All is sealed, signed and framed here, before any clock runs.
 */
export const buildTown = (rooms: number, membersEach: number, messagesEach: number): DeliveryTown => {
  const speakers: Speaker[] = []
  const built = Array.from({ length: rooms }, (): Room => {
    const id = randomBytes(16).toString('base64url')
    const document = monthName(id as RoomId, '2026-05' as Month)
    const members = Array.from({ length: membersEach }, (_, n): Member => {
      const author = authorNamed(`${id}/${n}`)
      const member = { account: author.account, token: randomBytes(32).toString('base64url') }
      const { doc, updates } = writeMonth(author, messagesEach, document)
      speakers.push({ document, member, client: doc.clientID, frames: updates.map(frameOf) })
      return member
    })
    return { id, members }
  })
  return { rooms: built, speakers }
}
