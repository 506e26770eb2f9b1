import type { chat as korean } from '../ko/chat.ts'

export const chat: typeof korean = {}
