/**
 * How long a link has been there, and how long it has said nothing, in time the page was awake: a page that was busy or asleep did
 * not hear, which says nothing about the other side. Of a gap between two ticks at most `maxGapMs` counts.
 */
export class LinkClock {
  readonly #maxGapMs: number
  #tickedAtMs: number
  #heardAtMs: number
  #ageMs = 0
  #silentMs = 0

  /** @param nowMs - By `performance.now()`, as everywhere here. */
  constructor(nowMs: number, maxGapMs: number) {
    this.#maxGapMs = maxGapMs
    this.#tickedAtMs = nowMs
    this.#heardAtMs = nowMs
  }

  get ageMs(): number {
    return this.#ageMs
  }

  get silentMs(): number {
    return this.#silentMs
  }

  /** @param heardAtMs - When anything last arrived; `null` while nothing can. */
  tick(nowMs: number, heardAtMs: number | null): void {
    const awakeMs = Math.min(nowMs - this.#tickedAtMs, this.#maxGapMs)
    this.#tickedAtMs = nowMs
    this.#ageMs += awakeMs
    const hasHeard = heardAtMs !== null && heardAtMs > this.#heardAtMs
    this.#silentMs = hasHeard ? 0 : this.#silentMs + awakeMs
    if (hasHeard) this.#heardAtMs = heardAtMs
  }
}
