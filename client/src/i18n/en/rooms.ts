import type { rooms as korean } from '../ko/rooms.ts'

export const rooms: typeof korean = {}
