import * as encoding from 'lib0/encoding'
import { makeReader } from '../crypto/makeReader.ts'
import { fromUtf8, toUtf8 } from '../crypto/utf8.ts'
import type { RegisterCodec } from './registerCodec.ts'

const roles = ['member', 'moderator', 'owner'] as const
export type MemberRole = (typeof roles)[number]

export interface MemberValue {
  readonly role: MemberRole
  /** What this account is called here; empty: as everywhere. */
  readonly nickname: string
}

/** 40 characters of up to four bytes and a few joiners. */
const maxNicknameBytes = 512

/** `role (0 member, 1 moderator, 2 owner) · nickname: length · UTF-8` */
export const memberRegister: RegisterCodec<MemberValue> = {
  encode: ({ role, nickname }) =>
    encoding.encode(encoder => {
      encoding.writeUint8(encoder, roles.indexOf(role))
      encoding.writeVarUint8Array(encoder, toUtf8(nickname))
    }),
  decode(bytes) {
    const reader = makeReader(bytes)
    const role = roles[reader.byte()]
    const nickname = fromUtf8(reader.take(reader.uint(maxNicknameBytes)))
    return reader.failed || !role || nickname === null ? null : { role, nickname }
  },
}
