import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { mountAccounts } from './accounts/index.ts'
import { makeAuthentication, sessionLifeMs } from './accounts/authentication.ts'
import { makePasswords } from './accounts/passwords.ts'
import { openRelaySecret } from './accounts/relaySecret.ts'
import { makeTicketKey } from './accounts/ticket.ts'
import type { Configuration } from './configuration.ts'
import { mountHealth } from './http/health.ts'
import { listen } from './http/listen.ts'
import { makeLog, type Log } from './http/log.ts'
import { makeApp } from './http/makeApp.ts'
import type { App, Mounting } from './http/mount.ts'
import { mountDocuments } from './http/mountDocuments.ts'
import { mountPages } from './http/mountPages.ts'
import { isOriginAllowed } from './http/origin.ts'
import { makeRateLimiter } from './http/rateLimiter.ts'
import { mountInbox } from './inbox/index.ts'
import { makeInbox } from './inbox/makeInbox.ts'
import { mountPeople } from './people/index.ts'
import { mountRooms } from './rooms/index.ts'
import { makeMembership } from './rooms/membership.ts'
import { openStore } from './store/openStore.ts'
import type { Store } from './store/store.ts'
import { makeSockets } from './sync/makeSockets.ts'
import { makeWatchClock } from './watchClock.ts'

/** A running relay. */
export interface Relay {
  /** Where browsers open it: the first public origin. */
  readonly origin: string
  readonly port: number
  /** For requests in process. */
  readonly app: App
  readonly store: Store
  /** As the document sockets do after a durable write. */
  publishPosition(document: DocumentName, position: number): void
  /** Takes nothing new, closes streams and sockets, writes what was admitted, closes the store: under 5 s. */
  close(): Promise<void>
}

export interface RelayParts {
  readonly log?: Log
  /** Unix milliseconds: what is kept, told or compared with months. The machine's clock may be set at any time. */
  readonly now?: () => number
  /** Milliseconds since some moment, never set: everything that lasts. */
  readonly steadyMs?: () => number
  /** The built app. */
  readonly pages?: string
}

const builtPages = join(fileURLToPath(import.meta.url), '../../../client/dist')
const dayMs = 24 * 3_600_000
const secondMs = 1000
/** Answers under way take milliseconds; what is longer is a request that never ends. Sockets have 4 s (makeSockets). */
const answersMs = 1000

/**
 * Opens the store, composes every part and listens.
 * @throws at start-up, with what the operator has to change: the port, the folder, the database.
 */
export const openRelay = async (configuration: Configuration, parts: RelayParts = {}): Promise<Relay> => {
  const { log = makeLog(configuration.logLevel), now = Date.now, pages = builtPages } = parts
  const { steadyMs = () => performance.now() } = parts
  // The store first: it holds the folder, so that no second relay makes a second secret.
  const store = await openStore(configuration.dataDir, now())
  const secret = await openRelaySecret(configuration.dataDir).catch(async (error: unknown) => {
    await store.close()
    throw error
  })
  const sweep = () => store.sweep(now(), now() - sessionLifeMs)
  await sweep()

  let port = configuration.port
  let isStopping = false
  let isDiskHealthy = true
  const publicOrigins = () =>
    configuration.publicOrigins.length > 0
      ? configuration.publicOrigins
      : [`http://localhost:${port}`, `http://127.0.0.1:${port}`]
  const isSecure = () => publicOrigins().every(origin => origin.startsWith('https:'))

  const ticketKey = makeTicketKey()
  const authentication = makeAuthentication(store.sessions, ticketKey, now)
  const membership = makeMembership(store.rooms)
  const inbox = makeInbox(membership)
  const sockets = makeSockets({
    store: store.documents,
    authentication,
    membership,
    publishPosition: inbox.publishPosition,
    onStorage: isHealthy => (isDiskHealthy = isHealthy),
    now,
    steadyMs,
    log,
    limits: { memoryBytes: configuration.memoryBudgetBytes },
    isOriginAllowed: origin => isOriginAllowed(origin, publicOrigins()),
  })

  const app = makeApp({ log, publicOrigins, isSecure })
  const limiter = makeRateLimiter(steadyMs, configuration.rateLimitFactor)
  const { trustedProxies, signUp } = configuration
  const mounting: Mounting = { app, authentication, limiter, trustedProxies, isSecure }
  const passwords = makePasswords(store.accounts, secret, steadyMs)
  const { forgetRoom, scrubSoon } = sockets
  mountAccounts(mounting, {
    store,
    secret,
    passwords,
    ticketKey,
    membership,
    inbox,
    forgetRoom,
    scrubSoon,
    signUp,
    log,
    now,
    steadyMs,
  })
  mountPeople(mounting, { store, inbox, membership, now })
  mountRooms(mounting, { store, membership, inbox })
  mountInbox(mounting, { store, inbox, now, log })
  mountDocuments(mounting, sockets.answerSync)
  mountHealth(app, { store, isTaking: () => isDiskHealthy && !isStopping })
  await mountPages(app, pages)

  const listening = await listen(app, configuration, sockets.upgrade).catch(async (error: unknown) => {
    inbox.close()
    await sockets.close()
    await store.close()
    throw error
  })
  port = listening.port
  const sweeping = setInterval(() => {
    sweep().then(sockets.scrubSoon, (error: unknown) => {
      log.error({ err: error }, 'sweeping failed; tried again in a day')
    })
  }, dayMs).unref()

  const watching = setInterval(makeWatchClock(now, steadyMs, log), secondMs).unref()

  const close = async () => {
    isStopping = true
    clearInterval(sweeping)
    clearInterval(watching)
    const closed = listening.close(answersMs)
    inbox.close()
    if (!(await sockets.close())) log.warn('some updates were not written; their writers still have them')
    await closed
    await store.close()
  }
  let closing: Promise<void> | null = null
  const [origin = `http://localhost:${port}`] = publicOrigins()
  return { origin, port, app, store, publishPosition: inbox.publishPosition, close: () => (closing ??= close()) }
}
