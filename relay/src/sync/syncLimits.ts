const KiB = 1024
const MiB = 1024 * KiB

/**
 * Every bound of the document sockets. An honest client stays far below all of them; beyond each, only the socket that went there
 * feels it.
 */
export const syncLimits = {
  /** Open sockets of the whole relay: 30–40 KiB each. Beyond it: 4529. */
  socketsOfRelay: 10_000,
  /** Five devices with three visible tabs, each with a head, two months, signaling and a pool of four, are 120. Beyond it: 4529. */
  socketsOfAccount: 200,
  /** Frames read from a socket: steady, and at once after a pause. Beyond it the socket is read more slowly; nothing is dropped. */
  framesPerS: 1000,
  framesAtOnce: 10_000,
  /** Bytes read from a socket, likewise: a phone that was away for a month brings its backlog in one go. */
  bytesPerS: 4 * MiB,
  bytesAtOnce: 32 * MiB,
  /** The same over all sockets of an account: with two it may do what one may, with 200 no more. */
  framesOfAccountPerS: 2000,
  framesOfAccountAtOnce: 20_000,
  bytesOfAccountPerS: 8 * MiB,
  bytesOfAccountAtOnce: 64 * MiB,
  /**
   * Updates an account brings, over all its documents: 800,000 messages at once, ten years of a talkative couple after the relay lost
   * them all, and 44,000 an hour for ever. Beyond it: 4529. A flooder adds 350 MB a day to the disk.
   */
  updateBytesOfAccountPerS: 4 * KiB,
  updateBytesOfAccountAtOnce: 256 * MiB,
  /** Received from one socket and not yet admitted. Beyond it the socket is not read until half of it is through. */
  unadmittedBytes: 2 * MiB,
  /**
   * From one socket, waiting for the proof of a tombstone, counted as memory: a month of 150,000 messages that this relay lost, whose
   * first was erased last. Beyond it the update is refused: 4422.
   */
  heldBytes: 64 * MiB,
  /** The same over all sockets of an account, and over all accounts. Beyond it the socket with the most is closed: 4529. */
  heldBytesOfAccount: 64 * MiB,
  heldBytesOfRelay: 128 * MiB,
  /** Updates of a document admitted together: merging is quadratic, 4 µs an update at 64 and 12 µs at 256. */
  updatesTogether: 64,
  bytesTogether: 256 * KiB,
  /** Frames of message types that mean nothing here. Beyond it: 4422. */
  strayFrames: 20,
  /**
   * Client ids of its own an account may bring into one document in an hour: one a load, so a device may reload every 8 s. Others'
   * that it brings, after a time without the relay, are not counted. Beyond it: 4529.
   */
  newClientsPerHour: 500,
  /** Sync step 1 from one socket: each may cost a whole document. Beyond it: 4529. */
  step1AtOnce: 20,
  step1PerS: 0.5,
  /** At most one sync step 1 of our own in this time, however many updates miss something. */
  askAgainMs: 1000,
  /** Bytes that wait in this process for a slow reader. Beyond it: 4529. */
  outgoingBytes: 4 * MiB,
  /** The same over all sockets, looked at once a second. Beyond it those with the most waiting are cut. */
  outgoingBytesOfRelay: 128 * MiB,
  /** A reader that takes nothing of a backlog for this long is cut. */
  stalledMs: 60_000,
  /** Backlogs being sent at one time, over all sockets; the next ones wait their turn. */
  backlogBytes: 64 * MiB,
  /** Of these for one account: whoever opens many sockets and reads none must not make all others wait. */
  backlogBytesOfAccount: 16 * MiB,
  /** One awareness state. Larger ones are dropped. */
  presenceBytes: 4 * KiB,
  /** Awareness clients one socket may introduce: its own, and a reload's leftover or two. Who left counts until forgotten. */
  presenceClients: 3,
  /**
   * Awareness clients of one account that a document remembers: five devices with three tabs, each reloaded five times in the minute
   * that a client is remembered. Beyond it nobody of the account comes in anew, until some are forgotten.
   */
  presenceClientsOfAccount: 100,
  /** Awareness messages passed on at once from one socket; beyond it they wait for the next tick, the newest of each client. */
  presencePerS: 10,
  presenceAtOnce: 30,
  /** How long a client id of somebody who left stays theirs: others still echo it. */
  presenceMemoryMs: 60_000,
  /** y-websocket 3.1 gives a server up that was silent for 30 s. */
  silenceMs: 20_000,
  /** A socket that was not heard for this long is asked (WebSocket ping), and cut when it has not answered by twice that. */
  unheardMs: 40_000,
  /** Loaded documents. Beyond it those without sockets go, longest unused first. */
  memoryBytes: 256 * MiB,
  /** Admitted and not on the disk, because the disk refuses. Beyond it writers are sent away: 4529. */
  unkeptBytes: 64 * MiB,
  /** One transaction in this time at most. What a burst pays for it is that its ticks come so much later. */
  commitEveryMs: 50,
  /** A document admits, and sends its readers a frame, once in this time at most. A burst is felt so much later. */
  admitEveryMs: 4,
  /** Rows of a document on the disk before they become one: loading 500 small rows takes about 10 ms. */
  compactRows: 500,
  /** Or their bytes, so that a row is written about twice in its life. */
  compactBytes: 1 * MiB,
} as const

export type SyncLimits = { readonly [Name in keyof typeof syncLimits]: number }
