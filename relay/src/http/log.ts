import { pino, type DestinationStream, type Logger } from 'pino'
import type { Configuration } from '../configuration.ts'

/**
 * Structured lines on standard output, one JSON object each (promise O3). They hold ids and counts: no content, names, handles,
 * keys, tokens or addresses. `error` means a bug; a lost network is `warn`.
 */
export type Log = Logger

/** Fields that must not be written even by mistake, wherever a logged object has them. */
const secretFields = [
  'token',
  'ticket',
  'cookie',
  'authorization',
  'password',
  'handle',
  'nickname',
  'vault',
  'locks',
  'keys',
  'registrationRecord',
  'recoveryKey',
  'sealed',
  'body',
  'address',
  'headers',
]

export const makeLog = (level: Configuration['logLevel'], destination?: DestinationStream): Log =>
  pino(
    {
      level,
      // The machine's name and the process id say nothing that the log's reader does not know.
      base: null,
      redact: { paths: secretFields.flatMap(field => [field, `*.${field}`, `*.*.${field}`]), censor: '…' },
    },
    ...(destination ? [destination] : []),
  )
