/** Message types of the y-websocket protocol (y-websocket 3.1, y-protocols PROTOCOL.md). Ours is `messageAck` (shared/api/socket.ts). */
export const messageSync = 0
export const messageAwareness = 1
export const messageQueryAwareness = 3

/** Second number of a sync message. */
export const syncStep1 = 0
export const syncStep2 = 1
export const syncUpdate = 2
