const KiB = 1024

/** A frame larger than this closes the socket (1009): an offer with many candidates is 10 KiB. */
export const maxSignalFrameBytes = 64 * KiB

/** Every bound of the signaling sockets. Beyond the rates a socket is read more slowly; nothing is dropped. */
export const signalLimits = {
  framesPerS: 50,
  framesAtOnce: 1000,
  bytesPerS: 256 * KiB,
  bytesAtOnce: 2048 * KiB,
  /** Messages of one socket that wait for an answer of the store. */
  waitingMessages: 100,
  /** Topics one socket may have subscribed to: head and two months of every room a person could have open. Beyond it: ignored. */
  topicsOfSocket: 300,
  /** Messages that are no part of the protocol. Beyond it: 4422. */
  strayFrames: 20,
  /** Bytes that wait in this process for a slow reader. Beyond it: 4529. */
  outgoingBytes: 1024 * KiB,
  /** How often a socket is asked whether it is there (WebSocket ping); unanswered until the next time, it is cut. */
  pingMs: 30_000,
} as const
