/** y-websocket's server with its LevelDB, in the temporary folder of this run. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// It reads the variable when it is loaded.
process.env['YPERSISTENCE'] = mkdtempSync(join(tmpdir(), 'level-'))
await import('./yWebsocketServer.ts')
