/** Where nothing is painted, in a tab behind others, work begins after this. */
const patienceMs = 300

/** Resolves when the frame that is being made is on the screen. */
export const afterPaint = (): Promise<void> =>
  new Promise(resolve => {
    setTimeout(resolve, patienceMs)
    // A task behind the frame's own: inside it one would be before the paint.
    requestAnimationFrame(() => setTimeout(resolve))
  })
