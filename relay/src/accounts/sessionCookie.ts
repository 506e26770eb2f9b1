/**
 * The session cookie. Behind https its name has the prefix `__Host-` (RFC 6265bis §4.1.3.2), so that no subdomain and no
 * plain-http page can plant one. On http://localhost it has neither prefix nor `Secure`: Safari drops `Secure` cookies there, and
 * a person's first `npm start` must work; nothing leaves the machine on that way.
 */
export const plainCookieName = 'sarangbang-session'
export const secureCookieName = `__Host-${plainCookieName}`

const maxAgeS = 400 * 24 * 3600

/** The `Set-Cookie` that begins a session, or with `null` ends it. */
export const sessionCookie = (token: string | null, isSecure: boolean): string =>
  [
    `${isSecure ? secureCookieName : plainCookieName}=${token ?? ''}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    `Max-Age=${token === null ? 0 : maxAgeS}`,
    ...(isSecure ? ['Secure'] : []),
  ].join('; ')

/** The token of a request: a bearer token (RFC 6750 §2.1) before a cookie, since whoever sends one means it. Untrusted. */
export const readSessionToken = (headers: Headers): string | null => {
  const bearer = /^Bearer ([A-Za-z0-9_-]+)$/i.exec(headers.get('authorization') ?? '')
  if (bearer?.[1]) return bearer[1]
  const cookies = new Map(
    (headers.get('cookie') ?? '').split(';').map(pair => {
      const [name = '', value = ''] = pair.trim().split('=', 2)
      return [name, value] as const
    }),
  )
  return cookies.get(secureCookieName) ?? cookies.get(plainCookieName) ?? null
}
