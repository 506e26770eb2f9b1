import { isIP } from 'node:net'

/** Everything an operator can set (promise O1). Every field is an environment variable of `settings`. */
export interface Configuration {
  readonly port: number
  /** `null`: every address of the machine. */
  readonly host: string | null
  readonly dataDir: string
  /** Where browsers reach the relay. Empty: http://localhost and http://127.0.0.1 at the port. */
  readonly publicOrigins: readonly string[]
  readonly signUp: 'open' | 'closed'
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent'
  readonly memoryBudgetBytes: number
  /** How many proxies in front are ours: that many of the last `X-Forwarded-For` entries are believed. */
  readonly trustedProxies: number
  /** Multiplies every rate limit; 0 switches them off. */
  readonly rateLimitFactor: number
  readonly maxConnections: number
}

/** How one variable is read: `undefined` says that the text is not allowed. */
interface Setting<T> {
  readonly variable: string
  /** What counts when the variable is missing or empty. */
  readonly standard: string
  readonly meaning: string
  readonly allowed: string
  read(text: string): T | undefined
}

const whole = (least: number, most: number) => (text: string) => {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  return value >= least && value <= most ? value : undefined
}
const oneOf =
  <T extends string>(...words: readonly T[]) =>
  (text: string) =>
    words.find(word => word === text)
const mebi = 1024 * 1024

/** The one list of settings: errors are made of it, and docs/operating.md is held to it (tests/docs/operating.test.ts). */
export const settings: { readonly [Field in keyof Configuration]: Setting<Configuration[Field]> } = {
  port: {
    variable: 'PORT',
    standard: '3000',
    meaning: 'Port of everything: app, HTTP and sockets. 0 takes a free one.',
    allowed: 'a whole number from 0 to 65535',
    read: whole(0, 65_535),
  },
  host: {
    variable: 'HOST',
    // A self-hosted service is there for other machines (a phone, a proxy in another container), and the door is the account
    // and the origin check, not the interface. 127.0.0.1 suits a proxy on the same machine.
    standard: '*',
    meaning: 'Address to listen at; * is every address, IPv6 and IPv4.',
    allowed: '* or an IP address',
    read: text => (text === '*' ? null : isIP(text) ? text : undefined),
  },
  dataDir: {
    variable: 'DATA_DIR',
    standard: './data',
    meaning: 'Folder of the database and of the OPAQUE secret; made when missing.',
    allowed: 'a path, or :memory: to keep nothing',
    read: text => text,
  },
  publicOrigins: {
    variable: 'PUBLIC_ORIGIN',
    standard: '',
    meaning:
      'Where browsers reach the relay, e.g. https://chat.example.org; several with commas. Empty: http://localhost at the port.',
    allowed: 'origins (http or https, host, optional port, no path), separated by commas',
    read: readOrigins,
  },
  signUp: {
    variable: 'SIGN_UP',
    standard: 'open',
    meaning: 'Whether strangers may sign up.',
    allowed: 'open or closed',
    read: oneOf('open', 'closed'),
  },
  logLevel: {
    variable: 'LOG_LEVEL',
    standard: 'info',
    meaning: 'Least important line of the log that is written.',
    allowed: 'fatal, error, warn, info, debug or silent',
    read: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'silent'),
  },
  memoryBudgetBytes: {
    variable: 'MEMORY_BUDGET_MB',
    standard: '128',
    meaning: 'Mebibytes for documents kept in memory; cold ones are read from the disk again.',
    allowed: 'a whole number from 16 to 65536',
    read: text => {
      const budget = whole(16, 65_536)(text)
      return budget === undefined ? undefined : budget * mebi
    },
  },
  trustedProxies: {
    variable: 'TRUST_PROXY',
    standard: '0',
    meaning: 'How many reverse proxies of yours are in front: so many X-Forwarded-For entries are believed.',
    allowed: 'a whole number from 0 to 8',
    read: whole(0, 8),
  },
  rateLimitFactor: {
    variable: 'RATE_LIMIT_FACTOR',
    standard: '1',
    meaning: 'Multiplies every rate limit; 0 switches them off (a private network, a load test).',
    allowed: 'a number from 0 to 1000',
    read: text => (/^\d+(\.\d+)?$/.test(text) && Number(text) <= 1000 ? Number(text) : undefined),
  },
  maxConnections: {
    variable: 'MAX_CONNECTIONS',
    standard: '10000',
    meaning: 'Open TCP connections at once; further ones are dropped.',
    allowed: 'a whole number from 10 to 1000000',
    read: whole(10, 1_000_000),
  },
}

/**
 * Reads the configuration from environment variables. An empty variable counts as missing.
 * @throws with one line for every variable that is wrong: its name, its value and what is allowed. Nothing has been started.
 */
export const readConfiguration = (environment: Readonly<Record<string, string | undefined>>): Configuration => {
  const faults: string[] = []
  const read = <T>({ variable, standard, allowed, read }: Setting<T>): T => {
    const text = environment[variable]?.trim() || standard
    const value = read(text)
    if (value === undefined) faults.push(`${variable} is "${text}"; allowed is ${allowed}.`)
    // A fault never leaves this function: it throws below.
    return value as T
  }
  const configuration: Configuration = {
    port: read(settings.port),
    host: read(settings.host),
    dataDir: read(settings.dataDir),
    publicOrigins: read(settings.publicOrigins),
    signUp: read(settings.signUp),
    logLevel: read(settings.logLevel),
    memoryBudgetBytes: read(settings.memoryBudgetBytes),
    trustedProxies: read(settings.trustedProxies),
    rateLimitFactor: read(settings.rateLimitFactor),
    maxConnections: read(settings.maxConnections),
  }
  if (faults.length > 0) throw new Error(faults.join('\n'))
  return configuration
}

function readOrigins(text: string): readonly string[] | undefined {
  const origins = text
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
  const isOrigin = (origin: string) =>
    /^https?:\/\//.test(origin) && URL.canParse(origin) && new URL(origin).origin === origin
  return origins.every(isOrigin) ? origins : undefined
}
