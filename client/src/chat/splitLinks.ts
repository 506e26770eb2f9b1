/** A message's text in order; joined, the parts are the text again. `href` only for what may be opened. */
export type TextPart = { readonly text: string; readonly href: string | null }

/** Ends at white space, at what never stands in an address, and at invisible characters, which could turn its direction around. */
const candidate = /https:\/\/[^\s<>"'`{}|\\^\p{Cc}\p{Cf}]+/giu
const trailing = /[.,;:!?…。、，！？)\]~*_]+$/u
/** Korean particles are written onto the address: "https://… 에서" without the space. Only whole runs at the very end are cut. */
const particle =
  /(?<=[A-Za-z0-9/_=&#%-])(?:으로|로|에서|에게|에|은|는|이|가|을|를|도|만|의|와|과|이랑|랑|하고|까지|부터|보다|처럼|라고|이라고|인데|이야|야|예요|이에요|입니다)$/u

/**
 * Finds addresses. Only `https` becomes a link, and never one that carries a name before an `@`, which is how one site poses as
 * another. Whatever surrounds it is text, and only ever text (promise C9).
 */
export const splitLinks = (text: string): readonly TextPart[] => {
  if (!/https:\/\//i.test(text)) return [{ text, href: null }]
  const parts: TextPart[] = []
  let from = 0
  for (const match of text.matchAll(candidate)) {
    const address = trimAddress(match[0])
    const href = hrefOf(address)
    if (!href) continue
    if (match.index > from) parts.push({ text: text.slice(from, match.index), href: null })
    parts.push({ text: address, href })
    from = match.index + address.length
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null })
  return parts
}

const trimAddress = (found: string): string => {
  let address = found
  for (;;) {
    const before = address
    address = address.replace(particle, '')
    const end = trailing.exec(address)
    if (end) address = balanced(address, end.index)
    if (address === before) return address
  }
}

/** Keeps a closing bracket that the address itself opened: `…/wiki/Room_(house)`. */
const balanced = (address: string, end: number): string => {
  for (let length = address.length; length > end; length--) {
    const last = address[length - 1]
    const open = last === ')' ? '(' : last === ']' ? '[' : null
    if (open && last && count(address, length, open) >= count(address, length, last)) return address.slice(0, length)
  }
  return address.slice(0, end)
}
const count = (address: string, length: number, character: string): number =>
  address.slice(0, length).split(character).length - 1

const hrefOf = (address: string): string | null => {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  return url.protocol === 'https:' && !url.username && !url.password && url.hostname ? url.href : null
}
