import { readConfiguration } from './configuration.ts'
import { makeLog } from './http/log.ts'
import { openRelay } from './openRelay.ts'

// Whatever is written from here on is for this account alone, also in a folder that somebody else made.
process.umask(0o077)

/** Runs the whole service until it is told to stop. What is wrong with the settings is said in plain words, without a stack. */
const run = async (): Promise<void> => {
  const configuration = readConfiguration(process.env)
  const log = makeLog(configuration.logLevel)
  const relay = await openRelay(configuration, { log })

  let isStopping = false
  const stop = (signal: NodeJS.Signals) => {
    // Ctrl-C reaches this process twice under npm, and a second signal must not cut short what the first began.
    if (isStopping) return
    isStopping = true
    log.info({ signal }, 'stopping')
    // Whatever hangs, the process goes: everything acknowledged is on the disk already.
    setTimeout(() => process.exit(1), 5000).unref()
    relay.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stopping failed')
        process.exit(1)
      },
    )
  }
  // Told so before this, while it was starting, the process ends at once: nobody was told yet that anything is kept.
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  console.log(`Sarangbang is open at ${relay.origin}`)
}

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
