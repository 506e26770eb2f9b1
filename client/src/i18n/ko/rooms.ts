/** Sentences of client/src/rooms. Korean is first and gives the type. */
export const rooms = {}
