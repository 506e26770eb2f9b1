/** `npm start`: builds the app where needed, then runs the whole service in this process. */
import { buildClient } from './buildClient.mjs'

try {
  buildClient()
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
await import('../src/main.ts')
