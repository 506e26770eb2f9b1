import { Worker } from 'node:worker_threads'
import type { OpenWrites } from './documentWriter.ts'
import type { WriterAnswer, WriterQuestion } from './writerThread.ts'

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

/**
 * Writes to the document logs in a thread with a connection of its own, in the order of the calls. A disk takes a millisecond for
 * an fsync, a busy or a slow one a hundred, and a checkpoint takes several of them: nobody's message waits for that. Every call
 * rejects as SQLite would have thrown, `code` included. A thread that ended by itself is started anew by the next call.
 *
 * @param path the database, which is there and up to date.
 */
export const writeInThread = (path: string): OpenWrites => {
  let worker: Worker | null = null
  let lastId = 0
  const waiting = new Map<number, Waiting>()

  const settle = (answer: WriterAnswer) => {
    const caller = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (waiting.size === 0) worker?.unref()
    if ('error' in answer) caller?.reject(Object.assign(new Error(answer.error.message), { code: answer.error.code }))
    else caller?.resolve(answer.value)
  }
  const start = (): Worker => {
    const started = new Worker(new URL('./writerThread.ts', import.meta.url), { workerData: { path } })
    let reason = new Error('the writing thread ended')
    started.on('message', settle)
    started.on('error', error => (reason = error instanceof Error ? error : new Error(String(error))))
    started.on('exit', () => {
      if (worker === started) worker = null
      for (const { reject } of waiting.values()) reject(reason)
      waiting.clear()
    })
    return started
  }
  const ask = (question: DistributiveOmit<WriterQuestion, 'id'>): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++lastId
      worker ??= start()
      // Whoever waits for an answer keeps the process alive; an idle thread does not.
      worker.ref()
      waiting.set(id, { resolve, reject })
      worker.postMessage({ ...question, id })
    })
  return {
    append: batch =>
      ask({
        call: 'append',
        args: [batch.map(({ document, bytes, erases }) => ({ document, bytes: whole(bytes), erases }))],
      }) as Promise<readonly number[]>,
    replace: async (name, snapshot, upTo) => void (await ask({ call: 'replace', args: [name, whole(snapshot), upTo] })),
    scrub: () => ask({ call: 'scrub', args: [] }) as Promise<boolean>,
    deleteRoom: async room => void (await ask({ call: 'deleteRoom', args: [room] })),
    async close() {
      if (!worker) return
      const exited = new Promise(resolve => worker?.once('exit', resolve))
      await ask({ call: 'close' })
      await exited
    },
  }
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

/** A view goes between threads with all of the memory it is a part of. */
const whole = (bytes: Uint8Array): Uint8Array =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes)
