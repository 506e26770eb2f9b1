/**
 * Runs in the page before its own code: a member's changed client. The app goes on as it is, with its real keys and links; this speaks on
 * its data channels besides, or instead.
 */
export interface HostileDevice {
  /**
   * Frames (base64) on the newest open channel that has carried an update with these bytes: a session's nonce, which tells one document's
   * link from another's. @returns whether there was one.
   */
  inject(frames: readonly string[], session: string): boolean
  /** What becomes of every hello from now on: each a function of this device's own and of those it has sent before. */
  greet(how: 'honest' | 'never' | 'replayed' | 'garbled' | 'twice'): void
  /** Hellos so far, those withheld too. */
  greeted(): number
  /** Channels that are open right now. */
  open(): number
}

declare global {
  interface Window {
    hostile: HostileDevice
  }
}

export const installHostile = (): void => {
  const hello = 2
  /** Oldest first, each with the updates it has carried, one byte a letter. */
  const channels = new Map<RTCDataChannel, string>()
  const sent: Uint8Array[] = []
  let how: Parameters<HostileDevice['greet']>[0] = 'honest'
  const send = RTCDataChannel.prototype.send as (this: RTCDataChannel, data: Uint8Array) => void
  const greet = (channel: RTCDataChannel, own: Uint8Array): void => {
    const earlier = sent[0]
    sent.push(own)
    if (how === 'never') return
    if (how === 'replayed' && earlier) return send.call(channel, earlier)
    // Its last byte is the signature's.
    if (how === 'garbled')
      return send.call(
        channel,
        own.map((byte, at) => (at === own.length - 1 ? byte ^ 1 : byte)),
      )
    send.call(channel, own)
    if (how === 'twice') send.call(channel, own)
  }
  RTCDataChannel.prototype.send = function (this: RTCDataChannel, data: unknown) {
    if (!channels.has(this)) channels.set(this, '')
    const frame = new Uint8Array(data as Uint8Array<ArrayBuffer>)
    if (frame[0] === hello) return greet(this, frame)
    // kind last · sync · update
    if (frame[0] === 1 && frame[1] === 0 && frame[2] === 2) {
      channels.set(this, (channels.get(this) ?? '') + String.fromCharCode(...frame.subarray(0, 10_000)))
    }
    send.call(this, frame)
  } as RTCDataChannel['send']
  window.hostile = {
    inject: (frames, session) => {
      const carrier = [...channels].findLast(
        ([{ readyState }, carried]) => readyState === 'open' && carried.includes(atob(session)),
      )?.[0]
      if (carrier === undefined) return false
      for (const frame of frames)
        send.call(
          carrier,
          Uint8Array.from(atob(frame), letter => letter.charCodeAt(0)),
        )
      return true
    },
    greet: next => void (how = next),
    greeted: () => sent.length,
    open: () => [...channels.keys()].filter(({ readyState }) => readyState === 'open').length,
  }
}
