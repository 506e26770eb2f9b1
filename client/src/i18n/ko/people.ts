/** Sentences of client/src/people. Korean is first and gives the type. */
export const people = {}
