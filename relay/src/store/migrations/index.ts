import type { Migration } from '../migration.ts'
import { accountsPeopleRooms } from './0001-accounts-people-rooms.ts'
import { documents } from './0002-documents.ts'

/** Every step there is, in order. Append only. */
export const migrations: readonly Migration[] = [accountsPeopleRooms, documents]
