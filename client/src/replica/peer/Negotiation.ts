import type { Fingerprints } from '@sarangbang/shared/crypto/hello.ts'
import { fingerprintOf, ufragOf } from './description.ts'
import { linkId } from './linkId.ts'
import type { LinkEnding } from './peerHost.ts'
import type { LinkSignal } from './signal.ts'

/** Candidates that overtook their description; a device has a dozen addresses at most. */
const maxEarlyCandidates = 64

export interface NegotiationHost {
  /** Opens a fresh connection and gives up the one before. */
  connect(): RTCPeerConnection
  tell(signal: LinkSignal): void
  end(reason: LinkEnding): void
}

/**
 * Finds out with the other device who offers and who answers. Each link has an id; when both offer, the greater id's offer stands and
 * the other side answers it from a fresh connection (no rollback, nothing is carried over). Both sides open the same channel
 * themselves, so it does not matter who offered. A link negotiates once and never again: what breaks is ended, and y-webrtc
 * dials anew.
 */
export class Negotiation {
  readonly #host: NegotiationHost
  readonly #isInitiator: boolean
  readonly #me = linkId()
  #them: string | null = null
  #connection: RTCPeerConnection | null = null
  #early: RTCIceCandidateInit[] = []
  #steps: Promise<void> = Promise.resolve()
  #isOver = false

  constructor(isInitiator: boolean, host: NegotiationHost) {
    this.#host = host
    this.#isInitiator = isInitiator
    this.#next(async () => {
      this.#open()
      if (isInitiator) await this.#describe()
    })
  }

  /** Takes a signal of the other side, in whatever order they come. */
  receive(signal: LinkSignal): void {
    this.#next(() => this.#receive(signal))
  }

  /** An offer without an answer may have been lost. */
  repeat(): void {
    if (this.#connection?.signalingState === 'have-local-offer') this.#tellDescription()
  }

  tellCandidate(candidate: RTCIceCandidateInit): void {
    this.#tell({ candidate })
  }

  /** Both certificates. Waits for the step in progress: without that a description is missing once in some sixty links. */
  async prints(): Promise<Fingerprints> {
    await this.#steps
    const { localDescription: local, remoteDescription: remote } = this.#connection ?? {}
    return { local: fingerprintOf(local ?? {}), remote: fingerprintOf(remote ?? {}) }
  }

  stop(): void {
    this.#isOver = true
  }

  /** One step at a time, so that each sees a settled signaling state. */
  #next(step: () => Promise<void>): void {
    this.#steps = this.#steps
      .then(() => (this.#isOver ? undefined : step()))
      .catch((error: unknown) => this.#host.end({ kind: 'negotiation-failed', error }))
  }

  async #receive({ from, to, description, candidate }: LinkSignal): Promise<void> {
    if (to !== null && to !== this.#me) {
      // For an earlier link. If y-webrtc made this one only to hand us that, it would block the other's announcement.
      if (this.#them === null && !this.#isInitiator) this.#host.end({ kind: 'stale-signal' })
      return
    }
    if (this.#them !== null && from < this.#them) return
    // Its offer comes again, to the link that takes this one's place.
    if (this.#them !== null && from > this.#them) return this.#host.end({ kind: 'began-anew' })
    this.#them = from
    if (description?.type === 'offer') await this.#receiveOffer(description)
    else if (description?.type === 'answer') await this.#receiveAnswer(description)
    else if (candidate) await this.#receiveCandidate(candidate)
  }

  async #receiveOffer(offer: RTCSessionDescriptionInit): Promise<void> {
    const answered = this.#connection?.remoteDescription
    if (answered) {
      if (ufragOf(answered) === ufragOf(offer)) this.#tellDescription() // Our answer was lost.
      return
    }
    if (this.#connection?.signalingState === 'have-local-offer') {
      if (this.#them !== null && this.#me > this.#them) return
      this.#open()
    }
    await this.#setRemote(offer)
    await this.#describe()
  }

  async #receiveAnswer(answer: RTCSessionDescriptionInit): Promise<void> {
    if (this.#connection?.signalingState === 'have-local-offer') await this.#setRemote(answer)
  }

  async #setRemote(description: RTCSessionDescriptionInit): Promise<void> {
    await this.#connection?.setRemoteDescription(description)
    for (const candidate of this.#early.splice(0)) await this.#receiveCandidate(candidate)
  }

  async #receiveCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    const remote = this.#connection?.remoteDescription
    if (!remote) {
      if (this.#early.length < maxEarlyCandidates) this.#early.push(candidate)
    } else if (candidate.usernameFragment === ufragOf(remote)) {
      await this.#connection?.addIceCandidate(candidate)
    } // Another fragment belongs to an offer that was withdrawn.
  }

  #open(): void {
    this.#connection = this.#host.connect()
  }

  async #describe(): Promise<void> {
    await this.#connection?.setLocalDescription()
    this.#tellDescription()
  }

  #tellDescription(): void {
    const description = this.#connection?.localDescription
    if (description) this.#tell({ description: { type: description.type, sdp: description.sdp } })
  }

  #tell(body: Pick<LinkSignal, 'description' | 'candidate'>): void {
    if (!this.#isOver) this.#host.tell({ type: 'link', from: this.#me, to: this.#them, ...body })
  }
}
