import type { WebSocketRoute } from '@playwright/test'
import { encodeAcknowledgement } from '@sarangbang/shared/api/acknowledgement.ts'
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import type { Person } from '../person.ts'
import { expect, test } from '../town.ts'

/** `false-acks`: what the page writes is acknowledged and thrown away. `no-acks`: it is passed on, and nothing is acknowledged. */
type Lie = 'none' | 'false-acks' | 'no-acks'

/** What of a frame is an update (y-protocols: message 0, kind 1 or 2). */
const updateOf = (frame: Buffer): Uint8Array | null => {
  const from = decoding.createDecoder(frame)
  const [message, kind] = [decoding.readVarUint(from), decoding.readVarUint(from)]
  return message === 0 && kind > 0 ? decoding.readVarUint8Array(from) : null
}

/** Puts a liar between a page and its relay's document sockets; takes hold at the next load. */
const installLiar = async ({ page }: Person) => {
  const open = new Set<WebSocketRoute>()
  let lie: Lie = 'none'
  let falseAcks = 0
  await page.routeWebSocket(/\/sync\//, socket => {
    open.add(socket)
    const relay = socket.connectToServer()
    socket.onMessage(message => {
      const update = typeof message === 'string' || lie !== 'false-acks' ? null : updateOf(message)
      if (update === null) return relay.send(message)
      const { to } = Y.parseUpdateMeta(update)
      if (to.size === 0) return
      falseAcks++
      socket.send(Buffer.from(encodeAcknowledgement(to)))
    })
    relay.onMessage(message => {
      if (lie === 'no-acks' && typeof message !== 'string' && message[0] === 100) return
      socket.send(message)
    })
  })
  return {
    /** From now on, on sockets of now and later. */
    tell: (next: Lie): void => void (lie = next),
    falseAcks: (): number => falseAcks,
    /** Ends all sockets with "the relay is stopping": the page comes back by itself. */
    end: async (): Promise<void> => {
      const ended = [...open]
      open.clear()
      for (const socket of ended) await socket.close({ code: 4503 })
    },
  }
}

test('[C1] "kept" that was not kept: the tick goes back at the relay’s next question, and the message is brought after all', async ({
  friends: { minji, junho },
}) => {
  const liar = await installLiar(minji)
  await minji.reload()
  await minji.say('여기까지는 정직하게')
  await expect(junho.message('여기까지는 정직하게')).toBeVisible()
  await junho.lookAway()
  for (const person of [minji, junho]) await person.cutPeers()

  liar.tell('false-acks')
  await minji.say('버려질 말')
  await expect(minji.message('버려질 말')).toHaveAccessibleName(/보관됨/)
  expect(liar.falseAcks()).toBeGreaterThan(0)
  await expect(junho.message('버려질 말')).toHaveCount(0)

  liar.tell('no-acks')
  await liar.end()
  await expect(minji.message('버려질 말')).not.toHaveAccessibleName(/보관됨|읽음/)
  await expect(junho.message('버려질 말')).toBeVisible()

  liar.tell('none')
  await liar.end()
  await expect(minji.message('버려질 말')).toHaveAccessibleName(/보관됨/)
  await minji.reload()
  await expect(minji.message('버려질 말')).toHaveCount(1)
})
