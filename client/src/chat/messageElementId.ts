/** The DOM id of a message's article: where the keyboard's focus goes back to. */
export const messageElementId = (id: string): string => `message-${id}`
