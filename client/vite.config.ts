import { defineConfig, loadEnv } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import solid from 'vite-plugin-solid'

/** Where this file lies, as a path. */
const here = (path: string) => decodeURIComponent(new URL(path, import.meta.url).pathname)

export default defineConfig(({ mode }) => {
  const relay = `http://127.0.0.1:${loadEnv(mode, '.', 'PORT')['PORT'] ?? '3000'}`
  const socket = { target: relay, ws: true }
  return {
    // y-webrtc asks for the bundled simple-peer; ours does perfect negotiation, back-pressure and admission instead.
    resolve: { alias: { 'simple-peer/simplepeer.min.js': here('./src/replica/peer/simplePeer.ts') } },
    plugins: [
      solid(),
      VitePWA({
        // Both from the first day: changing either later strands the people who installed before.
        strategies: 'injectManifest',
        registerType: 'prompt',
        injectRegister: false,
        srcDir: 'src/pwa',
        filename: 'serviceWorker.ts',
        manifest: false,
        injectManifest: {
          globPatterns: ['**/*.{html,js,css,wasm,svg,png,webmanifest}'],
          // Ninety-odd slices of the typeface: the worker keeps those that a page has shown (src/pwa/keepFonts.ts).
          globIgnores: ['**/PretendardVariable*'],
        },
      }),
    ],
    worker: { format: 'es' },
    build: {
      // Browsers of 2024 and later: light-dark(), top-level await, Ed25519 in WebCrypto come with them or soon after.
      target: ['chrome123', 'safari17.5', 'firefox121'],
      // A slice of the typeface inlined into CSS would be fetched by everybody.
      assetsInlineLimit: 0,
      // scripts/measureEntry.mjs reads which chunks come before the chat list.
      manifest: true,
    },
    server: { proxy: { '/api': relay, '/sync': socket, '/signal': socket } },
    preview: { proxy: { '/api': relay, '/sync': socket, '/signal': socket } },
  }
})
