const text = 0x81 // FIN, opcode 1
const binary = 0x82 // FIN, opcode 2

/**
 * One whole unmasked binary WebSocket frame (RFC 6455 §5.2), so that a message for many sockets is framed once: `ws` would make a
 * header, and a second write, for each of them. Right only without extensions: compression is off on our sockets.
 *
 * @param parts what the message is made of, in order.
 */
export const encodeWebSocketFrame = (...parts: readonly Uint8Array[]): Buffer => encodeFrame(binary, parts)

/** The same for a text message. */
export const encodeTextFrame = (message: string): Buffer => encodeFrame(text, [Buffer.from(message)])

const encodeFrame = (firstByte: number, parts: readonly Uint8Array[]): Buffer => {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const headerBytes = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(headerBytes + length)
  frame[0] = firstByte
  if (headerBytes === 2) frame[1] = length
  else if (headerBytes === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  let at = headerBytes
  for (const part of parts) {
    frame.set(part, at)
    at += part.length
  }
  return frame
}
