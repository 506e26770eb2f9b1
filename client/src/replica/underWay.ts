/** Work that has begun and not ended, for those who have to wait until nothing more comes of it. */
export interface UnderWay {
  /** @param work must not reject */
  track<T>(work: Promise<T>): Promise<T>
  /** Resolves when nothing is under way, what began meanwhile included. */
  idle(): Promise<void>
}

export const makeUnderWay = (): UnderWay => {
  const works = new Set<Promise<unknown>>()
  return {
    track: work => {
      works.add(work)
      void work.finally(() => works.delete(work))
      return work
    },
    idle: async () => {
      while (works.size > 0) await Promise.all(works)
    },
  }
}
