import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const simplePeer = fileURLToPath(new URL('../../client/src/replica/peer/simplePeer.ts', import.meta.url))

/** A page's one script, as the client is built: with our peer in the place of simple-peer. @param entry the page's TypeScript */
export const bundlePage = async (entry: URL): Promise<string> => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { 'simple-peer/simplepeer.min.js': simplePeer } },
    define: { global: 'globalThis' },
    build: {
      write: false,
      minify: false,
      target: 'es2024',
      lib: { entry: fileURLToPath(entry), formats: ['iife'], name: 'page' },
    },
  })
  const [first] = Array.isArray(built) ? built : [built]
  const chunk = first && 'output' in first ? first.output[0] : undefined
  if (!chunk) throw new Error('vite built nothing')
  return chunk.code
}
