import { encodeAcknowledgement } from '@sarangbang/shared/api/index.ts'
import { clientIdOf } from '@sarangbang/shared/crypto/clientIdOf.ts'
import { epochIdOf } from '@sarangbang/shared/crypto/roomKey.ts'
import { sealEnvelope } from '@sarangbang/shared/crypto/sealEnvelope.ts'
import { seededBytes } from '@sarangbang/shared/crypto/seededBytes.ts'
import { bytesToId } from '@sarangbang/shared/crypto/idToBytes.ts'
import type { SessionNonce } from '@sarangbang/shared/crypto/ids.ts'
import { toUtf8 } from '@sarangbang/shared/crypto/utf8.ts'
import { readUpdate } from '@sarangbang/shared/room/readUpdate.ts'
import { endOf } from '@sarangbang/shared/room/updateStruct.ts'
import { writeUpdate } from '@sarangbang/shared/room/writeUpdate.ts'
import { messageSync, syncFrame, syncStep2, syncUpdate } from '@sarangbang/client/src/replica/link/syncFrames.ts'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { vandal, vandalKey } from './people.ts'

/** How a network, or a relay, lies about what was said on it. */
export const lieKinds = [
  'flipped',
  'cut',
  'elsewhere',
  'played again',
  'deletions',
  'collected',
  'resigned',
  'stranger',
  'false kept',
  'withheld',
] as const
export type LieKind = (typeof lieKinds)[number]

export interface Lie {
  readonly document: string
  readonly frame: Uint8Array
}

/** The structs of a sync frame; `null` where it carries none. */
const structsOf = (frame: Uint8Array) => {
  const decoder = decoding.createDecoder(frame)
  if (decoding.readVarUint(decoder) !== messageSync) return null
  const kind = decoding.readVarUint(decoder)
  if (kind !== syncStep2 && kind !== syncUpdate) return null
  const update = readUpdate(decoding.readVarUint8Array(decoder))
  return update.ok && update.value.structs.size > 0 ? update.value.structs : null
}

const raw = (write: (to: encoding.Encoder) => void): Uint8Array => syncFrame(syncUpdate, encoding.encode(write))

/**
 * A lie made of something that was really said; `null` where it does not lend itself to this one. None of them can be told from
 * the truth without admission, and none may change what a replica holds, but for a stranger's own envelope, which shows nothing.
 */
export const tell = (kind: LieKind, said: Lie, pick: number, otherDocument: string): Lie | null => {
  const { document, frame } = said
  switch (kind) {
    case 'flipped': {
      const bytes = new Uint8Array(frame)
      const at = pick % bytes.length
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (pick % 8))
      return { document, frame: bytes }
    }
    case 'cut':
      return { document, frame: frame.slice(0, pick % frame.length) }
    case 'elsewhere':
      return document === otherDocument || structsOf(frame) === null ? null : { document: otherDocument, frame }
    case 'played again':
      return said
    case 'withheld':
      // "That is all there is."
      return { document, frame: syncFrame(syncStep2, Uint8Array.of(0, 0)) }
  }
  const structs = structsOf(frame)
  const clients = structs === null ? [] : [...structs.keys()]
  const client = clients[pick % clients.length]
  const list = client === undefined ? undefined : structs?.get(client)
  const last = list?.at(-1)
  if (client === undefined || list === undefined || last === undefined) return null
  switch (kind) {
    case 'false kept':
      return { document, frame: encodeAcknowledgement(new Map(clients.map(one => [one, 1_000_000]))) }
    case 'deletions':
      return {
        document,
        frame: raw(to => {
          encoding.writeVarUint(to, 0)
          encoding.writeVarUint(to, 1)
          encoding.writeVarUint(to, client)
          encoding.writeVarUint(to, 1)
          encoding.writeVarUint(to, 0)
          encoding.writeVarUint(to, endOf(last) + 5)
        }),
      }
    case 'collected':
      return {
        document,
        frame: raw(to => {
          encoding.writeVarUint(to, 1)
          encoding.writeVarUint(to, 1)
          encoding.writeVarUint(to, client)
          encoding.writeVarUint(to, endOf(last))
          // Info 0 is a GC struct, its length 3.
          encoding.writeUint8(to, 0)
          encoding.writeVarUint(to, 3)
          encoding.writeVarUint(to, 0)
        }),
      }
    case 'resigned': {
      const content = new Uint8Array(last.content ?? new Uint8Array(200))
      const at = content.length - 1 - (pick % 64)
      content[at] = (content[at] ?? 0) ^ 1
      return {
        document,
        frame: syncFrame(
          syncUpdate,
          writeUpdate(new Map([[client, [...list.slice(0, -1), { ...last, content, length: 1 }]]])),
        ),
      }
    }
    case 'stranger': {
      const session = bytesToId<SessionNonce>(seededBytes(`stranger ${document} ${pick}`)(8))
      const own = clientIdOf(document, vandal.account, session)
      const content = sealEnvelope({
        document: document as DocumentName,
        place: { session, clock: 0 },
        epoch: epochIdOf(vandalKey),
        key: vandalKey,
        signing: vandal.signing,
        plain: toUtf8('let me in'),
        randomBytes: seededBytes(`nonce ${pick}`),
      })
      const struct = { client: own, clock: 0, length: 1, origin: null, rightOrigin: null, content }
      return { document, frame: syncFrame(syncUpdate, writeUpdate(new Map([[own, [struct]]]))) }
    }
  }
}
