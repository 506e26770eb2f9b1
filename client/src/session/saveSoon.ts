/** The relay tells of every kept message; writing the whole directory for each would write megabytes a minute in a busy room. */
const delayMs = 300

/** Saves once, a little after the last of many changes. `flush` saves what is due at once. */
export const saveSoon = (save: () => Promise<unknown>): { touch(): void; flush(): Promise<void> } => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = async (): Promise<void> => {
    if (timer === undefined) return
    clearTimeout(timer)
    timer = undefined
    await save()
  }
  return {
    touch: () => {
      timer ??= setTimeout(() => void flush(), delayMs)
    },
    flush,
  }
}
