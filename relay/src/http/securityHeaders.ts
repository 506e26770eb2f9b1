import type { MiddlewareHandler } from 'hono'
import type { Environment } from './mount.ts'

/**
 * What the app's pages may do (CSP level 3). Nothing inline, nothing from elsewhere: text is only ever text (promise C9), and even
 * a script that got in could tell nobody.
 */
const contentSecurityPolicy = (publicOrigins: readonly string[]): string =>
  [
    "default-src 'none'",
    // OPAQUE is WebAssembly; this allows compiling it and nothing else.
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "style-src 'self'",
    // The virtual list places its rows by style attributes.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    'media-src blob:',
    "font-src 'self'",
    "manifest-src 'self'",
    // Older Safari does not count sockets of the same host as 'self'.
    `connect-src ${["'self'", ...publicOrigins.map(origin => origin.replace(/^http/, 'ws'))].join(' ')}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/** On every answer. WebRTC, camera and microphone are the app's own; nothing else of the device is. */
export const securityHeaders = (
  publicOrigins: () => readonly string[],
  isSecure: () => boolean,
): MiddlewareHandler<Environment> => {
  const always = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(self), microphone=(self), geolocation=(), payment=(), usb=()',
  }
  return async (c, next) => {
    await next()
    const { headers } = c.res
    for (const [name, value] of Object.entries(always)) headers.set(name, value)
    headers.set('content-security-policy', contentSecurityPolicy(publicOrigins()))
    if (isSecure()) headers.set('strict-transport-security', 'max-age=31536000')
  }
}
