import type { people as korean } from '../ko/people.ts'

export const people: typeof korean = {}
