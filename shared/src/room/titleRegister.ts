import { fromUtf8, toUtf8 } from '../crypto/utf8.ts'
import type { RegisterCodec } from './registerCodec.ts'

/** A title or topic, as UTF-8; at most this, or it is no title. */
export const maxTitleBytes = 4096

export const titleRegister: RegisterCodec<string> = {
  encode: toUtf8,
  decode: bytes => (bytes.length <= maxTitleBytes ? fromUtf8(bytes) : null),
}
