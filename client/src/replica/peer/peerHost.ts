import type { Fingerprints } from '@sarangbang/shared/crypto/hello.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'

/** A link to one other device, as its host sees it. */
export interface DeviceLink {
  /** Who greeted us; `null` until a hello was accepted. */
  readonly account: AccountId | null
  /** Queues a message; nothing is kept before the link is open or after it ended. */
  send(message: Uint8Array): void
  /**
   * Queues an answer of many messages, drawn one at a time as the other side takes them; what is sent later goes after it.
   * Not counted against `maxQueuedBytes`: a backlog may be larger than what may pile up.
   */
  sendAll(messages: Iterable<Uint8Array>): void
  /** Ends the link; y-webrtc dials anew when it meets the device again. */
  close(): void
  /** Ends the link as one that sent what it may not. @param why - for logs; the other side is not told. */
  refuse(why: string): void
  /** What the browser measures of the connection, for the screen about it and for tests. */
  getStats(): Promise<RTCStatsReport | null>
  /** Bytes held at the moment. */
  readonly load: LinkLoad
}

export interface LinkLoad {
  /** Waiting here to be sent. */
  readonly queued: number
  /** Handed to the browser and not sent. */
  readonly buffered: number
  /** Sent and not yet taken by the other side. */
  readonly unacknowledged: number
  /** Received and waiting for the guard. */
  readonly waiting: number
  /** Received parts of a message that is not whole yet. */
  readonly assembling: number
}

/** Why a link ended, for logs; the other side is never told. */
export type LinkEnding =
  | { readonly kind: 'closed-here' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'never-opened' }
  | { readonly kind: 'never-synced' }
  | { readonly kind: 'began-anew' }
  | { readonly kind: 'stale-signal' }
  | { readonly kind: 'too-slow' }
  | { readonly kind: 'negotiation-failed'; readonly error: unknown }
  /** It said or sent what it may not, or its hello was not accepted: it is left alone for a while. */
  | { readonly kind: 'refused'; readonly why: string }

/** What whoever opens links decides; handed through y-webrtc's `peerOpts`. Whatever throws here refuses the link. */
export interface PeerHost {
  /** Our first frame on a link between these two certificates. */
  hello(prints: Fingerprints): Uint8Array | Promise<Uint8Array>
  /** Whose hello this is; `null` refuses. @param bytes - untrusted. */
  accept(bytes: Uint8Array, prints: Fingerprints): AccountId | null | Promise<AccountId | null>
  /**
   * Looks at each message, one at a time and in order, and returns what y-webrtc shall see of it, or `null` when it has dealt with
   * the message itself. Slowness is felt by the sender.
   * @param reply - Sends on this very link.
   */
  guard(
    message: Uint8Array,
    reply: (message: Uint8Array) => void,
    link: DeviceLink,
  ): Uint8Array | null | Promise<Uint8Array | null>
  /** The other side is accepted; y-webrtc begins to speak. */
  opened(link: DeviceLink): void
  /** Once a link, also for one that never opened. */
  ended(link: DeviceLink, reason: LinkEnding): void
}

export interface PeerLimits {
  /** Until both hellos are accepted. */
  readonly openWithinMs: number
  /** Of silence after that without a sync step 2: a device that is there and never syncs blocks others. Read for each new link. */
  readonly syncWithinMs: number
  /** How long a refused device stays in y-webrtc's list, and so is not dialled again. */
  readonly refusedForMs: number
  /** The same for a link that ended before it synced; up to twice this, at random. */
  readonly failedForMs: number
  /** Of one message, reassembled, 128 bytes a frame included; more is refused. */
  readonly maxMessageBytes: number
  /** Waiting behind the message being sent; more ends the link, and the next one syncs anew. */
  readonly maxQueuedBytes: number
}

const MiB = 1024 * 1024

/**
 * 8 s: a dial through a phone's network takes up to 3. 1.5 s: see `makePatience`. 300 ms: two that failed together must not dial
 * together again, and a device that fell silent is to be back within 3 s. 30 s: a refused device costs a handshake each time. 32 MiB: our own
 * messages are at most 256 KiB, stock ones a document.
 */
export const defaultLimits: PeerLimits = {
  openWithinMs: 8_000,
  syncWithinMs: 1_500,
  refusedForMs: 30_000,
  failedForMs: 300,
  maxMessageBytes: 32 * MiB,
  maxQueuedBytes: 16 * MiB,
}

/** What y-webrtc passes to `new Peer`: its own `initiator` and our `peerOpts`. */
export interface PeerOptions extends PeerHost, Partial<PeerLimits> {
  readonly initiator: boolean
  /** ICE servers and policy. */
  readonly config?: RTCConfiguration
}
