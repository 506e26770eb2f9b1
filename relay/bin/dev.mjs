/** `npm run dev`: the relay, restarted when its sources change, and Vite with live reload in front of it. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './buildClient.mjs'

const relayPort = process.env.PORT ?? '3000'
const env = { ...process.env, PORT: relayPort, PUBLIC_ORIGIN: `http://localhost:${relayPort},http://localhost:5173` }
const children = [
  spawn(process.execPath, ['--watch', '--watch-preserve-output', join(root, 'relay/src/main.ts')], {
    env,
    stdio: 'inherit',
  }),
  spawn(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), '--port', '5173', '--strictPort'], {
    cwd: join(root, 'client'),
    env,
    stdio: 'inherit',
  }),
]
const stop = () => children.forEach(child => child.kill('SIGTERM'))
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
for (const child of children) child.on('exit', stop)
