/** Red, green, blue 0–255, alpha 0–1. */
export type Colour = readonly [red: number, green: number, blue: number, alpha: number]

const parseColour = (text: string): Colour | null => {
  const hex = /^#([0-9a-f]{6})([0-9a-f]{2})?$/i.exec(text)
  if (hex?.[1]) {
    const value = Number.parseInt(hex[1], 16)
    return [value >> 16, (value >> 8) & 255, value & 255, hex[2] ? Number.parseInt(hex[2], 16) / 255 : 1]
  }
  const rgb = /^rgb\((\d+) (\d+) (\d+) \/ ([\d.]+)\)$/.exec(text)
  return rgb ? [Number(rgb[1]), Number(rgb[2]), Number(rgb[3]), Number(rgb[4])] : null
}

/** The colours of `tokens.css` in one theme, by name without the dashes. Whatever is no colour is left out. */
export const readTokens = (css: string, theme: 'light' | 'dark'): ReadonlyMap<string, Colour> => {
  const found = new Map<string, Colour>()
  for (const [, name, light, dark] of css.matchAll(
    /--([\w-]+):\s*light-dark\(\s*(#\w+|rgb\([^)]*\)),\s*(#\w+|rgb\([^)]*\))\s*\)/g,
  )) {
    const colour = parseColour((theme === 'light' ? light : dark) ?? '')
    if (name && colour) found.set(name, colour)
  }
  return found
}

/** What is seen where a half-transparent colour lies over an opaque one. */
export const layOver = (top: Colour, ground: Colour): Colour => {
  const mix = (at: 0 | 1 | 2) => Math.round(top[at] * top[3] + ground[at] * (1 - top[3]))
  return [mix(0), mix(1), mix(2), 1]
}

/** Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance"). */
const luminanceOf = ([red, green, blue]: Colour): number => {
  const linear = (value: number) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/** Contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, "contrast ratio"). */
export const contrastOf = (a: Colour, b: Colour): number => {
  const [dim = 0, bright = 0] = [luminanceOf(a), luminanceOf(b)].sort((x, y) => x - y)
  return (bright + 0.05) / (dim + 0.05)
}
