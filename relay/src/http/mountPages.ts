import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { Context } from 'hono'
import { isRelayPath } from './makeApp.ts'
import type { App, Environment } from './mount.ts'

const compress = promisify(brotliCompress)

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}
/** What compression does not shrink again. */
const packed = new Set(['.png', '.woff2', '.ico'])

interface Page {
  readonly bytes: Buffer<ArrayBuffer>
  readonly type: string
  readonly etag: string
  /** Vite puts a hash of the content into these names, so they never change. */
  readonly isImmutable: boolean
  /** Made at first need, once: about 0.5 s of a worker thread for the whole app. */
  brotli(): Promise<Buffer<ArrayBuffer>> | null
}

/**
 * Serves the built app (client/dist), read once: a few megabytes, and files that change under a running relay would not fit
 * together. A navigation to any other path is the app's own, so it gets index.html; an unknown file is not found.
 * @param folder may be missing: then pages say how to build the app.
 */
export const mountPages = async (app: App, folder: string): Promise<void> => {
  const pages = await readPages(folder)
  const index = pages.get('/index.html')
  app.get('*', async (c, next) => {
    if (isRelayPath(c.req.path)) return next()
    const page = pages.get(c.req.path)
    if (page) return answer(c, page)
    const isNavigation = c.req.header('sec-fetch-mode') === 'navigate' || extname(c.req.path) === ''
    if (!isNavigation) return c.text('Not found.', 404)
    return index ? answer(c, index) : c.text('The app is not built yet: npm run build', 503)
  })
}

const answer = async (c: Context<Environment>, page: Page): Promise<Response> => {
  const headers = new Headers({
    'content-type': page.type,
    etag: page.etag,
    vary: 'accept-encoding',
    'cache-control': page.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
  })
  if (c.req.header('if-none-match')?.includes(page.etag)) return new Response(null, { status: 304, headers })
  const brotli = /\bbr\b/.test(c.req.header('accept-encoding') ?? '') ? page.brotli() : null
  if (brotli) headers.set('content-encoding', 'br')
  const bytes = (await brotli) ?? page.bytes
  headers.set('content-length', String(bytes.byteLength))
  return new Response(bytes, { headers })
}

const readPages = async (folder: string): Promise<ReadonlyMap<string, Page>> => {
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    },
  )
  const pages = new Map<string, Page>()
  for (const name of names) {
    if (!name.isFile()) continue
    const file = join(name.parentPath, name.name)
    const path = `/${relative(folder, file).split(sep).join('/')}`
    pages.set(path, pageOf(path, await readFile(file)))
  }
  return pages
}

/** @param path as in the URL. */
const pageOf = (path: string, bytes: Buffer<ArrayBuffer>): Page => {
  const extension = extname(path)
  let compressed: Promise<Buffer<ArrayBuffer>> | null = null
  return {
    bytes,
    type: types[extension] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    isImmutable: path.startsWith('/assets/'),
    brotli() {
      if (packed.has(extension) || bytes.byteLength < 1024) return null
      // Quality 9 of 11: within 3 % of the best at a tenth of its time.
      compressed ??= compress(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
      return compressed
    },
  }
}
