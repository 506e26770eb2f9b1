/** Sentences of client/src/chat. Korean is first and gives the type. */
export const chat = {}
