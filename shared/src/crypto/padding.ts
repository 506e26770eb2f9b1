/** Shorter plaintexts all look alike: a "yes" and an emoji and a short sentence. */
export const minPaddedBytes = 64

/**
 * Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", PETS 2019, §4): keeps only the leading bits of a
 * length, so sizes leak O(log log n) bits at a cost of at most 12 %, less for large ones.
 */
export const paddedLength = (bytes: number): number => {
  if (bytes <= minPaddedBytes) return minPaddedBytes
  const exponent = 31 - Math.clz32(bytes)
  const step = 2 ** (exponent - (32 - Math.clz32(exponent)))
  return Math.ceil(bytes / step) * step
}

/** Appends 0x80 and zeros up to the next Padmé length (ISO/IEC 7816-4 padding). */
export const pad = (plain: Uint8Array): Uint8Array => {
  const padded = new Uint8Array(paddedLength(plain.length + 1))
  padded.set(plain)
  padded[plain.length] = 0x80
  return padded
}

/** Takes the padding off, whatever length it brought about; `null` when there is none. A view, not a copy. */
export const unpad = (padded: Uint8Array): Uint8Array | null => {
  let end = padded.length - 1
  while (end >= 0 && padded[end] === 0) end--
  return padded[end] === 0x80 ? padded.subarray(0, end) : null
}
