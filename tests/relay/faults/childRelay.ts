import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Relay } from '../../../relay/src/openRelay.ts'

/** How a process went. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** From the signal that was sent to the end, milliseconds. */
  readonly afterMs: number
}

/** One line of the relay's log. */
export interface LogLine {
  readonly level: number
  readonly msg: string
  readonly [fact: string]: unknown
}

/** The whole service as an operator runs it: `relay/src/main.ts` in a process of its own, on a real folder and port. */
export interface ChildRelay {
  readonly port: number
  readonly pid: number
  readonly lines: readonly LogLine[]
  /** For helpers that call routes in process: the same over HTTP. */
  readonly over: Relay
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ended>
  /** Sends one and does not wait. */
  signal(signal: NodeJS.Signals): void
  readonly ended: Promise<Ended>
  residentBytes(): number
}

export interface ChildRelayOptions {
  readonly dataDir: string
  /** 0 takes a free one. */
  readonly port?: number
  readonly environment?: Readonly<Record<string, string>>
  /** Another account of the machine to run as; needs root. */
  readonly account?: number
  /** Called with the process as soon as it is there, long before it is open. */
  readonly onSpawn?: (pid: number) => void
}

const mainPath = fileURLToPath(new URL('../../../relay/src/main.ts', import.meta.url))
const running = new Set<number>()
// A test run that is broken off must not leave relays behind.
process.once('exit', () => running.forEach(pid => tryKill(pid)))

/** Resolves when it is open. @throws with what it said, where it ends before. */
export const startChildRelay = async (options: ChildRelayOptions): Promise<ChildRelay> => {
  const { dataDir, port = 0, environment, account } = options
  const child = spawn(process.execPath, [mainPath], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(account !== undefined && { uid: account, gid: account }),
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      LOG_LEVEL: 'info',
      RATE_LIMIT_FACTOR: '0',
      ...environment,
    },
  })
  const { pid } = child
  if (pid === undefined) throw new Error('no process')
  running.add(pid)
  options.onSpawn?.(pid)
  const lines: LogLine[] = []
  let errors = ''
  let toldMs = performance.now()
  const ended = new Promise<Ended>(resolve => {
    child.once('close', (code, signal) => {
      running.delete(pid)
      resolve({ code, signal, afterMs: performance.now() - toldMs })
    })
  })
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()))
  const opened = new Promise<number>((resolve, reject) => {
    let rest = ''
    child.stdout.on('data', (text: Buffer) => {
      const parts = (rest + text.toString()).split('\n')
      rest = parts.pop() ?? ''
      for (const part of parts) {
        const at = /is open at \S+:(\d+)$/.exec(part)
        if (at) resolve(Number(at[1]))
        else if (part.startsWith('{')) lines.push(JSON.parse(part) as LogLine)
      }
    })
    void ended.then(({ code, signal }) => reject(new RelayEnded(code, signal, errors)))
  })
  const signal = (name: NodeJS.Signals) => {
    toldMs = performance.now()
    tryKill(pid, name)
  }
  const openPort = await opened
  return {
    port: openPort,
    pid,
    lines,
    over: relayOver(openPort),
    end(name) {
      signal(name)
      return ended
    },
    signal,
    ended,
    residentBytes: () => residentBytesOf(pid),
  }
}

/** A relay that ended before it was open. */
export class RelayEnded extends Error {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  constructor(code: number | null, signal: NodeJS.Signals | null, said: string) {
    super(said.trim() || `ended with ${code ?? signal}`)
    this.code = code
    this.signal = signal
  }
}

/** What `callRoute` and its friends need of a relay, over the network. */
const relayOver = (port: number): Relay => {
  const request = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init)
  return { app: { request }, port, origin: `http://127.0.0.1:${port}` } as unknown as Relay
}

const tryKill = (pid: number, signal: NodeJS.Signals = 'SIGKILL'): void => {
  try {
    process.kill(pid, signal)
  } catch (error) {
    // It has ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

const residentBytesOf = (pid: number): number => {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) * 1024
}
