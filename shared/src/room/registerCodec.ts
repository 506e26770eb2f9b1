/** How the value of one kind of register becomes bytes and comes back. */
export interface RegisterCodec<T> {
  encode(value: T): Uint8Array
  /** `null` for bytes that are no such value; they were written by a member and are untrusted. Bytes behind what is known are ignored: a later version may add. */
  decode(bytes: Uint8Array): T | null
}
