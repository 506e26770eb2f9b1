import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { Speaker } from './deliveryTown.ts'
import type { FrameMeaning } from './readFrame.ts'
import type { System } from './system.ts'

/** A speaker's open socket, synced where the system syncs. */
export interface SpeakingSocket {
  readonly speaker: Speaker
  readonly socket: WebSocket
}

/** Sync (0), step 1 (0), one byte: the state vector of somebody who has nothing. */
const step1 = Uint8Array.of(0, 0, 1, 0)

/** @param hear reads each frame. @param failed told when the socket closes, by whichever side. */
export const openSpeaker = async (
  speaker: Speaker,
  { system, port }: { readonly system: System; readonly port: number },
  hear: (frame: Buffer) => FrameMeaning,
  failed: (error: Error) => void,
): Promise<SpeakingSocket> => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/sync/${speaker.document}${system.query}`, {
    headers: { authorization: `Bearer ${speaker.member.token}` },
    perMessageDeflate: false,
  })
  const synced = Promise.withResolvers<void>()
  // Nobody waits for it where the system does not sync; `failed` is told in any case.
  synced.promise.catch(() => {})
  socket.on('message', (data: Buffer) => {
    if (hear(data).kind === 'synced') synced.resolve()
  })
  socket.on('close', code => {
    const error = new Error(`${system.name} closed a socket: ${code}`)
    synced.reject(error)
    failed(error)
  })
  await once(socket, 'open')
  if (system.answersSync) {
    socket.send(step1)
    await synced.promise
  }
  return { speaker, socket }
}
