import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { Speaker } from './deliveryTown.ts'
import type { Frame, FrameMeaning, Knowledge } from './languages/language.ts'
import type { System } from './system.ts'

/** A speaker's open socket, with everything the relay had for it. */
export interface SpeakingSocket {
  readonly speaker: Speaker
  readonly socket: WebSocket
  /** What each of the speaker's messages is on this socket. */
  readonly messages: readonly (readonly Frame[])[]
}

export interface Opening {
  readonly system: System
  readonly port: number
  readonly knowledge: Knowledge
  /** Reads each frame. */
  hear(data: Buffer, isBinary: boolean): FrameMeaning
  /** Told when the socket closes, by whichever side. */
  failed(error: Error): void
}

/** A relay that has not let somebody in by then never will. */
const patienceMs = 30_000

/** Connects and greets; resolves when the relay has sent all that was lacking. */
export const openSocket = async (
  speaker: Speaker,
  { system: { name, language }, port, knowledge, hear, failed }: Opening,
): Promise<WebSocket> => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${language.pathOf(speaker, knowledge)}`, {
    headers: { authorization: `Bearer ${speaker.member.token}` },
    perMessageDeflate: false,
  })
  const synced = Promise.withResolvers<void>()
  const timer = setTimeout(() => socket.terminate(), patienceMs)
  // Nobody waits for it where the system does not sync; `failed` is told in any case.
  synced.promise.catch(() => {})
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    const meaning = hear(data, isBinary)
    if (meaning.kind === 'synced') synced.resolve()
    if (meaning.kind === 'question') socket.send(meaning.answer)
  })
  // A close follows, and tells.
  socket.on('error', () => {})
  socket.on('close', code => {
    clearTimeout(timer)
    const error = new Error(`${name}: a socket was closed with ${code}`)
    synced.reject(error)
    failed(error)
  })
  await once(socket, 'open')
  for (const frame of language.greet(speaker, knowledge)) socket.send(frame)
  if (language.tellsSynced) await synced.promise
  clearTimeout(timer)
  return socket
}

/** The same for somebody who is going to speak. */
export const openSpeaker = async (speaker: Speaker, opening: Opening): Promise<SpeakingSocket> => ({
  speaker,
  socket: await openSocket(speaker, opening),
  messages: speaker.updates.map((update, n) => opening.system.language.say(speaker, update, n)),
})
