import { chat } from './ko/chat.ts'
import { common } from './ko/common.ts'
import { faults } from './ko/faults.ts'
import { people } from './ko/people.ts'
import { pwa } from './ko/pwa.ts'
import { rooms } from './ko/rooms.ts'
import { settings } from './ko/settings.ts'
import { welcome } from './ko/welcome.ts'

/** Korean, the first language: what a dictionary must hold follows from this one. One file a feature. */
export const ko = { common, welcome, rooms, chat, people, settings, pwa, faults }
export type Dictionary = typeof ko
