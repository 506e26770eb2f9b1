export { Peer } from './Peer.ts'
export * from './peerHost.ts'
export { quietMsAfter } from './quietMsAfter.ts'
export { sessionHello, type SessionHello } from './sessionHello.ts'
