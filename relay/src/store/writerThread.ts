/** The program of the writing thread (writeInThread.ts): one connection of its own, and what it is asked, one after the other. */
import { parentPort, workerData } from 'node:worker_threads'
import { openConnection } from './connection.ts'
import { makeDocumentWriter, type DocumentWriter } from './documentWriter.ts'

/** One call, and its answer under the same number. */
export type WriterQuestion =
  | {
      [Name in keyof DocumentWriter]: { id: number; call: Name; args: Parameters<DocumentWriter[Name]> }
    }[keyof DocumentWriter]
  | { id: number; call: 'close' }
/** An error's `code` would not survive the way between threads by itself. */
export type WriterAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: { readonly message: string; readonly code: string | null } }

const { path } = workerData as { readonly path: string }
const connection = openConnection(path)
const writer = makeDocumentWriter(connection)

const answer = (question: WriterQuestion): unknown => {
  switch (question.call) {
    case 'append':
      return writer.append(...question.args)
    case 'replace':
      return writer.replace(...question.args)
    case 'scrub':
      return writer.scrub()
    case 'deleteRoom':
      return writer.deleteRoom(...question.args)
    case 'close':
      connection.close()
      return parentPort?.unref()
  }
}

parentPort?.on('message', (question: WriterQuestion) => {
  const { id } = question
  const say = (said: WriterAnswer) => parentPort?.postMessage(said)
  try {
    say({ id, value: answer(question) })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : null
    say({ id, error: { message: error instanceof Error ? error.message : String(error), code } })
  }
})
