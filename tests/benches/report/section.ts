/** What one workload has to say. */
export interface Section {
  readonly title: string
  /** Sentences before the tables. */
  readonly about: readonly string[]
  readonly tables: readonly Table[]
  readonly verdicts: readonly Verdict[]
}

export interface Table {
  readonly head: readonly string[]
  /** As many cells as the head has. */
  readonly rows: readonly (readonly string[])[]
}

/** A target beside what was reached; smaller is better. */
export interface Verdict {
  /** What was measured, to be read before "is". */
  readonly what: string
  readonly target: number
  readonly reached: number
  /** What the numbers count: `× raw ws`, `ms`. */
  readonly unit: string
  /** What to know about the comparison. */
  readonly remark?: string
  /** What stands between, said only where the target is missed. */
  readonly whenMissed?: string
}
