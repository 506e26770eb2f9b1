import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Answer, Question, Room, System, Usage } from './system.ts'

export interface StartedSystem {
  readonly port: number
  usage(): Promise<Usage>
  close(): Promise<void>
}

/** Starts a relay in a process of its own. Everything rejects when that process ends unasked. */
export const startSystem = async ({ name, program }: System, rooms: readonly Room[]): Promise<StartedSystem> => {
  const child = fork(fileURLToPath(program), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const ask = <K extends Answer['kind']>(question: Question, kind: K): Promise<Extract<Answer, { kind: K }>> =>
    new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`${name} ended (${code}) when asked to ${question.kind}`))
      child.once('exit', ended)
      child.once('message', (answer: Answer) => {
        child.off('exit', ended)
        if (answer.kind === kind) resolve(answer as Extract<Answer, { kind: K }>)
        else reject(new Error(`${name} was asked to ${question.kind} and says ${answer.kind}`))
      })
      child.send(question)
    })
  const { port } = await ask({ kind: 'open', rooms }, 'opened')
  return {
    port,
    usage: () => ask({ kind: 'usage' }, 'usage'),
    async close() {
      const exited = new Promise(resolve => child.once('exit', resolve))
      await ask({ kind: 'close' }, 'closed')
      await exited
    },
  }
}
