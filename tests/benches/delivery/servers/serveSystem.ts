import type { Answer, Question, Room } from '../system.ts'

export interface RunningSystem {
  readonly port: number
  close(): unknown
}

/** Answers the generator's questions in a relay's own process, so that what is measured is the relay's CPU and nobody else's. */
export const serveSystem = (open: (rooms: readonly Room[]) => Promise<RunningSystem>): void => {
  let running: RunningSystem | null = null
  const answer = (said: Answer) => process.send?.(said)
  const take = async (question: Question): Promise<void> => {
    if (question.kind === 'open') {
      running = await open(question.rooms)
      answer({ kind: 'opened', port: running.port })
    } else if (question.kind === 'usage') {
      const { user, system } = process.cpuUsage()
      answer({ kind: 'usage', cpuSeconds: (user + system) / 1e6, residentBytes: process.memoryUsage.rss() })
    } else {
      await running?.close()
      answer({ kind: 'closed' })
      process.disconnect()
    }
  }
  // Whatever became of the generator, no relay outlives it.
  process.on('disconnect', () => process.exit())
  process.on('message', (question: Question) => {
    take(question).catch((error: unknown) => {
      // The generator sees the process end, and says so.
      console.error(error)
      process.exit(1)
    })
  })
}
