import * as encoding from 'lib0/encoding'
import type { Language } from './language.ts'
import { makeReadFrame } from './makeReadFrame.ts'
import { askSync, readSyncFrame, sayUpdate } from './yWebsocket.ts'

/** Message type: who I am; and its one kind from a client. */
const [messageAuth, authToken] = [2, 0]

/** Every frame begins with its document's name, of which ours is ASCII and shorter than 128. */
const addressed = (document: string, rest: Uint8Array): Uint8Array =>
  encoding.encode(encoder => {
    encoding.writeVarString(encoder, document)
    encoding.writeUint8Array(encoder, rest)
  })

const authenticate = (token: string): Uint8Array =>
  encoding.encode(encoder => {
    encoding.writeVarUint(encoder, messageAuth)
    encoding.writeVarUint(encoder, authToken)
    encoding.writeVarString(encoder, token)
  })

/** As @hocuspocus/provider: sync messages of y-protocols behind the document's name, after a token. */
export const hocuspocus: Language = {
  pathOf: () => '/',
  greet: (speaker, knowledge) =>
    [authenticate(speaker.member.token), askSync(speaker, knowledge)].map(frame => addressed(speaker.document, frame)),
  say: ({ document }, update) => [addressed(document, sayUpdate(update))],
  makeListen: () => {
    // Its own types (2 and above) are no sync messages, and so nothing: "saved" (8) means merged in memory.
    const readFrame = makeReadFrame(frame => readSyncFrame(frame.subarray(1 + (frame[0] ?? 0))))
    return () => readFrame
  },
  tellsSynced: true,
  tellsKept: false,
}
