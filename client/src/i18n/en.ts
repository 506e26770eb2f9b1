import { chat } from './en/chat.ts'
import { common } from './en/common.ts'
import { faults } from './en/faults.ts'
import { people } from './en/people.ts'
import { pwa } from './en/pwa.ts'
import { rooms } from './en/rooms.ts'
import { settings } from './en/settings.ts'
import { welcome } from './en/welcome.ts'
import type { Dictionary } from './ko.ts'

export const en: Dictionary = { common, welcome, rooms, chat, people, settings, pwa, faults }
