import type { Fingerprint } from '@sarangbang/shared/crypto/hello.ts'

/** Names one offer or answer; its candidates bear the same (RFC 8839 §5.4). */
export const ufragOf = ({ sdp }: { readonly sdp?: string }): string | undefined =>
  /^a=ice-ufrag:(\S+)/m.exec(sdp ?? '')?.[1]

/**
 * The one certificate hash of a description.
 * @throws {Error} when it holds none or several: it would be open which of them the connection proved.
 */
export const fingerprintOf = ({ sdp }: { readonly sdp?: string }): Fingerprint => {
  const found = new Set(
    Array.from((sdp ?? '').matchAll(/^a=fingerprint:(\S+ \S+)/gm), ([, hash]) => hash?.toLowerCase()),
  )
  const [only] = found
  if (found.size !== 1 || !only) throw new Error('a description must hold exactly one fingerprint')
  return only
}
