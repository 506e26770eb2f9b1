import type { Chance } from './chance.ts'

/** Draws in an order of chance, each card once before any comes again: a short run meets all of them too. @throws for no cards */
export const makeDeck = <T>(cards: readonly T[], chance: Chance): (() => T) => {
  let left: T[] = []
  return () => {
    if (left.length === 0) left = [...cards]
    const drawn = chance.oneOf(left)
    left.splice(left.indexOf(drawn), 1)
    return drawn
  }
}
