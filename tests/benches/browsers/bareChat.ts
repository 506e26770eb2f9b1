import type { Browser, Page } from '@playwright/test'
import { installStopwatch } from './stopwatch.ts'

/**
 * A chat with nothing to it: what is typed is appended to the page and sent over a data channel as it is. No disk, no seal, no
 * history, no framework. What this machine's browser, keyboard events, WebRTC and drawing take by themselves, below which no app gets.
 */
export interface BareChat {
  readonly from: { readonly page: Page }
  readonly to: { readonly page: Page }
  close(): Promise<void>
}

/** What stands in for signaling. */
declare global {
  interface Window {
    bareChat: {
      offer(): Promise<string>
      answer(offer: string): Promise<string>
      accept(answer: string): Promise<void>
    }
  }
}

/** Runs in the page. Descriptions carry all candidates, so that one exchange is enough. */
const installBareChat = (): void => {
  document.body.innerHTML =
    '<div role="log" style="height:90vh;overflow:auto"></div><textarea aria-label="메시지 쓰기"></textarea>'
  const log = document.querySelector('[role="log"]')
  const field = document.querySelector('textarea')
  if (log === null || field === null) throw new Error('the page has no body')
  const connection = new RTCPeerConnection()
  let channel: RTCDataChannel | null = null
  const show = (text: string): void => {
    const message = document.createElement('article')
    message.textContent = text
    log.append(message)
    log.scrollTop = log.scrollHeight
  }
  const use = (opened: RTCDataChannel): void => {
    channel = opened
    opened.addEventListener('message', ({ data }: MessageEvent<string>) => show(data))
  }
  connection.addEventListener('datachannel', ({ channel: opened }) => use(opened))
  field.addEventListener('keydown', event => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    show(field.value)
    channel?.send(field.value)
    field.value = ''
  })
  const described = async (): Promise<string> => {
    if (connection.iceGatheringState !== 'complete') {
      await new Promise<void>(resolve =>
        connection.addEventListener('icegatheringstatechange', () => {
          if (connection.iceGatheringState === 'complete') resolve()
        }),
      )
    }
    return JSON.stringify(connection.localDescription)
  }
  window.bareChat = {
    offer: async () => {
      use(connection.createDataChannel('chat'))
      await connection.setLocalDescription()
      return described()
    },
    answer: async offer => {
      await connection.setRemoteDescription(JSON.parse(offer) as RTCSessionDescriptionInit)
      await connection.setLocalDescription()
      return described()
    },
    accept: async answer => {
      await connection.setRemoteDescription(JSON.parse(answer) as RTCSessionDescriptionInit)
      await new Promise(resolve => channel?.addEventListener('open', resolve))
    },
  }
}

/** Two pages in contexts of their own, connected. @param address any page of the relay's origin; what it shows is replaced */
export const openBareChat = async (browser: Browser, address: string): Promise<BareChat> => {
  const open = async (): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
    const page = await context.newPage()
    await page.goto(address)
    await page.evaluate(installStopwatch)
    await page.evaluate(installBareChat)
    return page
  }
  const [from, to] = [await open(), await open()]
  const answer = await to.evaluate(
    offer => window.bareChat.answer(offer),
    await from.evaluate(() => window.bareChat.offer()),
  )
  await from.evaluate(said => window.bareChat.accept(said), answer)
  return {
    from: { page: from },
    to: { page: to },
    close: async () => {
      await from.context().close()
      await to.context().close()
    },
  }
}
