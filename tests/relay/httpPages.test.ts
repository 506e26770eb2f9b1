import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestRelay, type TestRelay } from './openTestRelay.ts'

let relay: TestRelay
let pages: string
const script = `console.log(${JSON.stringify('x'.repeat(4000))})`
beforeAll(async () => {
  pages = await mkdtemp(join(tmpdir(), 'sarangbang-pages-'))
  await mkdir(join(pages, 'assets'))
  await writeFile(join(pages, 'index.html'), '<!doctype html><title>사랑방</title>')
  await writeFile(join(pages, 'sw.js'), '// worker')
  await writeFile(join(pages, 'assets', 'main-1a2b.js'), script)
  relay = await openTestRelay({ pages })
})
afterAll(async () => {
  await relay.close()
  await rm(pages, { recursive: true })
})

const get = (path: string, headers: Record<string, string> = {}) => relay.app.request(path, { headers })
test('assets never change, entry points are asked for each time', async () => {
  const asset = await get('/assets/main-1a2b.js')
  expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(asset.headers.get('content-type')).toContain('text/javascript')
  expect(await asset.text()).toBe(script)
  for (const path of ['/index.html', '/sw.js', '/', '/chats/abc'])
    expect((await get(path)).headers.get('cache-control')).toBe('no-cache')
})
test('navigations inside the app get the app, unknown files and relay paths do not', async () => {
  for (const path of ['/', '/chats/abc', '/login']) expect(await (await get(path)).text()).toContain('사랑방')
  expect((await get('/assets/gone.js')).status).toBe(404)
  expect((await get('/a.b', { 'sec-fetch-mode': 'navigate' })).status).toBe(200)
  for (const path of ['/api/x', '/signal', '/sync']) expect((await get(path)).status).toBe(404)
  for (const path of ['/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2fpackage.json'])
    expect(await (await get(path)).text()).not.toContain('"name"')
})
test('compressed where it helps, not sent again where it is known', async () => {
  const packed = await get('/assets/main-1a2b.js', { 'accept-encoding': 'gzip, br' })
  expect(packed.headers.get('content-encoding')).toBe('br')
  const bytes = Buffer.from(await packed.arrayBuffer())
  expect(bytes.length).toBeLessThan(200)
  expect(brotliDecompressSync(bytes).toString()).toBe(script)
  const etag = packed.headers.get('etag') ?? ''
  expect((await get('/assets/main-1a2b.js', { 'if-none-match': etag })).status).toBe(304)
})
test('nothing inline, nothing from elsewhere, on every kind of answer', async () => {
  for (const path of ['/', '/api/nothing', '/health', '/assets/main-1a2b.js']) {
    const { headers } = await get(path)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';")
    expect(policy).toContain(`connect-src 'self' ws://localhost:${relay.port} ws://127.0.0.1:${relay.port};`)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
  }
})
test('without a built app pages say how to build it', async () => {
  const bare = await openTestRelay({ pages: join(pages, 'nowhere') })
  const response = await bare.app.request('/')
  expect([response.status, await response.text()]).toEqual([503, 'The app is not built yet: npm run build'])
  await bare.close()
})
