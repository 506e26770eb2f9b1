/** OPAQUE (RFC 9807) off the page's thread: each step stretches the password by Argon2id and blocks for 0.2 s or more. */
import { client, ready } from '@serenity-kit/opaque'
import type { OpaqueAnswer, OpaqueQuestion } from './opaque.ts'

const answer = ({ step, input }: OpaqueQuestion): unknown => {
  switch (step) {
    case 'startRegistration':
      return client.startRegistration(input)
    case 'finishRegistration':
      return client.finishRegistration(input)
    case 'startLogin':
      return client.startLogin(input)
    case 'finishLogin':
      // `undefined` is the library's word for a wrong password.
      return client.finishLogin(input)
  }
}

self.onmessage = async ({ data }: MessageEvent<OpaqueQuestion>) => {
  await ready
  let said: OpaqueAnswer
  try {
    said = { id: data.id, value: answer(data) }
  } catch (error) {
    // Malformed messages from the relay: the library throws text.
    said = { id: data.id, error: String(error) }
  }
  self.postMessage(said)
}
