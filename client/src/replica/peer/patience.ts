/** A device that is there answers in one round trip; a link that does not is replaced within 3 s of its opening, dial included. */
const firstMs = 1_500
/** A phone in a tunnel loses packets for seconds, and a link given up each time would never sync there. */
const lastMs = 12_000

/** How long a new link may be silent before its first sync: longer after each one in a row that never synced, as before after one that did. */
export interface Patience {
  readonly ms: number
  gaveUp(): void
  synced(): void
}

/** For all links of one document. */
export const makePatience = (): Patience => {
  let ms = firstMs
  return {
    get ms() {
      return ms
    },
    gaveUp: () => void (ms = Math.min(ms * 2, lastMs)),
    synced: () => void (ms = firstMs),
  }
}
