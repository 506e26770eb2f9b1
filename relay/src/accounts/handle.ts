/**
 * A handle as its owner may have it: 3–64 characters, letters, marks and digits of any script with `.`, `_`, `-` between or
 * after them, or an e-mail address (never written to, only a name). NFC. `null`: not a handle.
 * @param text untrusted.
 */
export const normalizeHandle = (text: string): string | null => {
  const handle = text.normalize('NFC')
  const characters = [...handle].length
  return characters >= 3 && characters <= 64 && (word.test(handle) || address.test(handle)) ? handle : null
}

/**
 * The form handles are compared in. Compatibility forms are folded too (NFKC, Unicode UAX #15), so that full-width letters do
 * not make a second 민지 or minji. Defined for any text: looking up what can be no handle takes the same way and finds nobody.
 */
export const handleKey = (text: string): string => text.normalize('NFKC').toLowerCase().normalize('NFKC')

// No alternation inside a repetition: both run in linear time on any input.
const word = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u
const address =
  /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._%+-]*@[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*(\.[\p{L}\p{N}][\p{L}\p{M}\p{N}-]*)+$/u
