/**
 * Draws client/public/icons from the mark: `node client/scripts/drawIcons.mjs`. The mark is nothing but upright and level bars, so
 * it is painted here as rectangles, four samples a pixel each way, and written as PNG (RFC 2083) with Node alone.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { crc32, deflateSync } from 'node:zlib'

const icons = join(dirname(fileURLToPath(import.meta.url)), '../public/icons')
const wall = [0xf3, 0xf0, 0xea, 255]
const frame = [0x3a, 0x2c, 0x22, 255]
const pane = [0xf3, 0xc3, 0x77, 255]
const clear = [0, 0, 0, 0]
/** The thin bars: frame at 55 % over the pane. */
const thin = frame.map((value, at) => Math.round(value * 0.55 + pane[at] * 0.45))

/** Rectangles on the mark's 32 × 32 grid, later ones on top: left, top, right, bottom, colour. Strokes 3.2 wide, thin bars 1.1. */
const litPane = [7, 13, 25, 27, pane]
const bars = [
  [12.45, 14, 13.55, 26, thin],
  [18.45, 14, 19.55, 26, thin],
]
const frameBars = [
  [5.4, 4, 8.6, 27, frame],
  [23.4, 4, 26.6, 27, frame],
  [7, 11.6, 25, 14.8, frame],
  [5.4, 25.8, 26.6, 29, frame],
]
/** What is drawn, seen as one shape, stands between these: it is centred by them. */
const drawn = { left: 5.4, top: 4, right: 26.6, bottom: 29 }

const chunk = (name, body) => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

const encodePng = (size, pixels) => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const rows = Buffer.alloc(size * (size * 4 + 1))
  for (let y = 0; y < size; y += 1) pixels.copy(rows, y * (size * 4 + 1) + 1, y * size * 4, (y + 1) * size * 4)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** `share`: how much of the icon's width the mark's 32-grid takes. At 0.74 the drawn mark is 58 % as high as the icon. */
const draw = (file, size, { share, ground, shapes }) => {
  const samples = 4
  const scale = (size * share) / 32
  const left = size / 2 - ((drawn.left + drawn.right) / 2) * scale
  const top = size / 2 - ((drawn.top + drawn.bottom) / 2) * scale
  const pixels = Buffer.alloc(size * size * 4)
  const colourAt = (x, y) => {
    const gridX = (x - left) / scale
    const gridY = (y - top) / scale
    return shapes.findLast(([l, t, r, b]) => gridX >= l && gridX < r && gridY >= t && gridY < b)?.[4] ?? ground
  }
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const sum = [0, 0, 0, 0]
      for (let at = 0; at < samples * samples; at += 1) {
        const colour = colourAt(x + ((at % samples) + 0.5) / samples, y + (Math.floor(at / samples) + 0.5) / samples)
        for (let part = 0; part < 3; part += 1) sum[part] += colour[part] * colour[3]
        sum[3] += colour[3]
      }
      const alpha = sum[3]
      pixels.set(
        [0, 1, 2]
          .map(part => (alpha === 0 ? 0 : Math.round(sum[part] / alpha)))
          .concat(Math.round(alpha / samples ** 2)),
        (y * size + x) * 4,
      )
    }
  }
  writeFileSync(join(icons, file), encodePng(size, pixels))
}

mkdirSync(icons, { recursive: true })
const whole = [litPane, ...bars, ...frameBars]
for (const size of [180, 192, 512]) draw(`mark-${size}.png`, size, { share: 0.74, ground: wall, shapes: whole })
// A mask may cut everything outside the middle 80 %: the mark's corners stay within it at this size too.
draw('mark-maskable-512.png', 512, { share: 0.74, ground: wall, shapes: whole })
// For badges the system tints itself: the frame only, on nothing.
draw('mark-monochrome-192.png', 192, { share: 1, ground: clear, shapes: frameBars })
