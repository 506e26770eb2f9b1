import type { client } from '@serenity-kit/opaque'

type Steps = {
  startRegistration: typeof client.startRegistration
  finishRegistration: typeof client.finishRegistration
  startLogin: typeof client.startLogin
  finishLogin: typeof client.finishLogin
}
export type OpaqueQuestion = {
  [Step in keyof Steps]: { readonly id: number; readonly step: Step; readonly input: Parameters<Steps[Step]>[0] }
}[keyof Steps]
export type OpaqueAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string }

type Opaque = { [Step in keyof Steps]: (input: Parameters<Steps[Step]>[0]) => Promise<ReturnType<Steps[Step]>> }

/** A Worker of OPAQUE steps: 157 kB of code that only entering needs, so it is loaded then and gone after `close`. */
export const makeOpaque = (): Opaque & { close(): void } => {
  const worker = new Worker(new URL('./opaque.worker.ts', import.meta.url), { type: 'module', name: 'opaque' })
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let asked = 0
  worker.onmessage = ({ data }: MessageEvent<OpaqueAnswer>) => {
    const one = waiting.get(data.id)
    waiting.delete(data.id)
    if ('error' in data) one?.reject(new Error(data.error))
    else one?.resolve(data.value)
  }
  worker.onerror = event => {
    for (const one of waiting.values()) one.reject(new Error(event.message || 'the worker did not load'))
    waiting.clear()
  }
  const ask =
    <Step extends keyof Steps>(step: Step) =>
    (input: Parameters<Steps[Step]>[0]) => {
      const one = Promise.withResolvers<unknown>()
      const id = ++asked
      waiting.set(id, one)
      worker.postMessage({ id, step, input })
      return one.promise as Promise<ReturnType<Steps[Step]>>
    }
  return {
    startRegistration: ask('startRegistration'),
    finishRegistration: ask('finishRegistration'),
    startLogin: ask('startLogin'),
    finishLogin: ask('finishLogin'),
    close: () => worker.terminate(),
  }
}

/** Runs `work` with a worker of its own and closes it. */
export const withOpaque = async <T>(work: (opaque: Opaque) => Promise<T>): Promise<T> => {
  const opaque = makeOpaque()
  try {
    return await work(opaque)
  } finally {
    opaque.close()
  }
}
