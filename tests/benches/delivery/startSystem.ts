import { fork } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Answer, Question, Room, System, Usage } from './system.ts'

export interface StartedSystem {
  readonly port: number
  usage(): Promise<Usage>
  /** Asks it to stop, ends it where it does not, and removes what it wrote. Never rejects. */
  close(): Promise<void>
}

/** A relay that has not stopped in this time is ended: what it still had to do is no concern of the bench. */
const stopMs = 5000
/** One that has not answered in this time hangs, and is ended too. */
const answerMs = 60_000

/**
 * Starts a relay in a process of its own, whose temporary folder is its own too. Everything asked rejects when that process ends unasked.
 */
export const startSystem = async ({ name, program }: System, rooms: readonly Room[]): Promise<StartedSystem> => {
  const folder = await mkdtemp(join(tmpdir(), 'sarangbang-bench-'))
  const child = fork(fileURLToPath(program), {
    // What a server says of itself when it starts is no part of the report; its errors are shown.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, TMPDIR: folder },
  })
  // A bench that is stopped in the middle leaves neither a process nor a folder.
  const leaveNothing = (): void => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', leaveNothing)
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const ask = <K extends Answer['kind']>(question: Question, kind: K): Promise<Extract<Answer, { kind: K }>> =>
    new Promise((resolve, reject) => {
      if (!child.connected) return reject(new Error(`${name} has ended (${child.exitCode})`))
      const timer = setTimeout(() => child.kill('SIGKILL'), answerMs)
      const ended = (code: number | null) => {
        clearTimeout(timer)
        reject(new Error(`${name} ended (${code}) when asked to ${question.kind}`))
      }
      child.once('exit', ended)
      child.once('message', (answer: Answer) => {
        clearTimeout(timer)
        child.off('exit', ended)
        if (answer.kind === kind) resolve(answer as Extract<Answer, { kind: K }>)
        else reject(new Error(`${name} was asked to ${question.kind} and says ${answer.kind}`))
      })
      child.send(question)
    })
  const close = async (): Promise<void> => {
    const timer = setTimeout(() => child.kill('SIGKILL'), stopMs)
    // It ended already, and whoever waited for it was told.
    await ask({ kind: 'close' }, 'closed').catch(() => {})
    if (child.connected) child.disconnect()
    if (child.exitCode === null && child.signalCode === null) await exited
    clearTimeout(timer)
    await rm(folder, { recursive: true, force: true })
    process.off('exit', leaveNothing)
  }
  try {
    const { port } = await ask({ kind: 'open', rooms }, 'opened')
    return { port, usage: () => ask({ kind: 'usage' }, 'usage'), close }
  } catch (error) {
    await close()
    throw error
  }
}
