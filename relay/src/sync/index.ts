export { makeSockets, type Sockets, type SocketsDeps } from './makeSockets.ts'
export type { AnswerSync, AnswerSyncFault } from './answerSync.ts'
export { syncLimits, type SyncLimits } from './syncLimits.ts'
