import { bytesToId } from '@sarangbang/shared/crypto/idToBytes.ts'
import { idBytes, type EntryId } from '@sarangbang/shared/crypto/ids.ts'
import { randomBytes } from '../session/randomBytes.ts'

/** A name that no other entry has. */
export const newEntryId = (): EntryId => bytesToId<EntryId>(randomBytes(idBytes.entry))
