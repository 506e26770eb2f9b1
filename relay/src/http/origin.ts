/**
 * Whether a browser may write to, or open a socket at, this relay from a page of `origin` (RFC 6454). A missing header is let
 * through: browsers always send one with writes and sockets, programs with a bearer token do not. `null` (sandboxed frames, files) is
 * foreign.
 * @param origin untrusted: the `Origin` header, `null` where absent.
 */
export const isOriginAllowed = (origin: string | null, publicOrigins: readonly string[]): boolean =>
  origin === null || publicOrigins.includes(origin)
