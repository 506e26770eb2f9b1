import type { System } from './system.ts'

const programAt = (file: string) => new URL(file, import.meta.url)

/** What everything else is told as a multiple of. */
export const rawLoop: System = { name: 'raw ws loop', program: programAt('rawLoop.ts'), query: '', answersSync: false }

/** As our own clients open it: every durable write is acknowledged to every socket. */
export const ourRelay: System = {
  name: 'Sarangbang',
  program: programAt('ourRelay.ts'),
  query: '?ack=1',
  answersSync: true,
}

/** As a stock y-websocket client opens it. */
export const ourRelayUnasked: System = { ...ourRelay, name: 'Sarangbang, no ticks asked', query: '' }

/**
 * All that are measured, the baseline first. Another peer (y-websocket's server, hocuspocus, socket.io) is one program beside
 * rawLoop.ts that calls `serveSystem`, one entry here, and its package among the development dependencies of `tests`.
 */
export const systems: readonly [System, ...System[]] = [rawLoop, ourRelay, ourRelayUnasked]
