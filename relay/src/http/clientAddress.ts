import { isIPv6 } from 'node:net'

/**
 * Whose limits a request counts against. An IPv6 client counts by its /64: a household or a rented machine has all of one, and
 * would otherwise have 2^64 fresh limits.
 * @param peer the address of the TCP connection; `undefined` in process.
 * @param forwardedFor the header, of which only the last `trustedProxies` entries were written by proxies of ours.
 */
export const clientAddress = (
  peer: string | undefined,
  forwardedFor: string | null | undefined,
  trustedProxies: number,
): string => {
  const hops = (forwardedFor ?? '')
    .split(',')
    .map(hop => hop.trim())
    .filter(hop => hop !== '')
  const address = (trustedProxies > 0 && hops.at(-Math.min(trustedProxies, hops.length))) || peer || 'unknown'
  const plain = address.replace(/^::ffff:/i, '')
  return isIPv6(plain) ? networkOf(plain) : plain
}

/** The first 64 bits of an IPv6 address, in one spelling. */
const networkOf = (address: string): string => {
  const [head = '', tail = ''] = (address.split('%')[0] ?? '').split('::', 2)
  const front = head.split(':').filter(group => group !== '')
  const back = tail.split(':').filter(group => group !== '')
  const gap = address.includes('::') ? Math.max(0, 8 - front.length - back.length) : 0
  const groups = [...front, ...Array<string>(gap).fill('0'), ...back]
  return `${groups
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
