const encoder = new TextEncoder()
// Without `ignoreBOM` a decoder swallows a leading U+FEFF, and decode(encode(x)) would not be x.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The UTF-8 bytes of a text; a lone surrogate becomes U+FFFD. */
export const toUtf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text)

/** The text of untrusted bytes; `null` when they are not well-formed UTF-8. */
export const fromUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}
