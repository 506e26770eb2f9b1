import type { Person } from '@sarangbang/shared/api/index.ts'
import { words } from '../i18n/words.ts'

/** What somebody is called. Whoever withdrew took their profile along, nickname and all; their place in a room stays. */
export const sayName = (person: Pick<Person, 'nickname'>): string => person.nickname || words().rooms.gonePerson
