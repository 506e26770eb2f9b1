/** Entries a bucket holds on average before the table grows; copying so many takes some 2 µs. */
const bucketEntries = 32
const growth = 8
const firstBuckets = 16

type Bucket<K, V> = ReadonlyMap<K, V> | undefined

/** FNV-1a, 32 bits. Who chooses keys so that they fall into one bucket makes one map slow to copy, not wrong. */
const hashOf = (key: string): number => {
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193)
  return hash ^ (hash >>> 15)
}

/**
 * An immutable map of which a changed copy costs a few microseconds at any size: a table of small maps, of which a copy shares all
 * that were not touched. Its order is not that of insertion.
 */
export class BucketMap<K extends string, V> implements ReadonlyMap<K, V> {
  readonly size: number
  readonly #buckets: readonly Bucket<K, V>[]

  private constructor(buckets: readonly Bucket<K, V>[], size: number) {
    this.#buckets = buckets
    this.size = size
  }

  static empty<K extends string, V>(): BucketMap<K, V> {
    return new BucketMap<K, V>(Array.from<Bucket<K, V>>({ length: firstBuckets }), 0)
  }

  /** Starts a copy; this map never changes. */
  edit(): BucketMapDraft<K, V> {
    return makeDraft(this, this.#buckets, (buckets, size) => new BucketMap<K, V>(buckets, size))
  }

  get(key: K): V | undefined {
    return this.#buckets[hashOf(key) & (this.#buckets.length - 1)]?.get(key)
  }
  has(key: K): boolean {
    return this.#buckets[hashOf(key) & (this.#buckets.length - 1)]?.has(key) ?? false
  }
  *entries(): Generator<[K, V], undefined, unknown> {
    for (const bucket of this.#buckets) if (bucket) yield* bucket.entries()
    return undefined
  }
  *keys(): Generator<K, undefined, unknown> {
    for (const [key] of this.entries()) yield key
    return undefined
  }
  *values(): Generator<V, undefined, unknown> {
    for (const [, value] of this.entries()) yield value
    return undefined
  }
  [Symbol.iterator](): Generator<[K, V], undefined, unknown> {
    return this.entries()
  }
  forEach(call: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    // Not through `entries`: nested generators are ten times slower over 100,000.
    for (const bucket of this.#buckets) bucket?.forEach((value, key) => call(value, key, this))
  }
}

/** A copy in the making. Not to be used after `finish`. */
export interface BucketMapDraft<K extends string, V> {
  get(key: K): V | undefined
  has(key: K): boolean
  set(key: K, value: V): void
  delete(key: K): void
  /** The changed map, or the very one it started from when nothing was set or deleted. */
  finish(): BucketMap<K, V>
}

const makeDraft = <K extends string, V>(
  original: BucketMap<K, V>,
  shared: readonly Bucket<K, V>[],
  seal: (buckets: readonly Bucket<K, V>[], size: number) => BucketMap<K, V>,
): BucketMapDraft<K, V> => {
  let buckets: Bucket<K, V>[] | null = null
  /** Buckets copied already, which this draft may change in place. */
  let own = new Set<number>()
  let size = original.size
  const table = (): readonly Bucket<K, V>[] => buckets ?? shared
  const indexOf = (key: K): number => hashOf(key) & (table().length - 1)
  const writable = (index: number): Map<K, V> => {
    buckets ??= shared.slice()
    const bucket = own.has(index) ? (buckets[index] as Map<K, V>) : new Map(buckets[index])
    own.add(index)
    buckets[index] = bucket
    return bucket
  }
  const grow = (): void => {
    const before = table()
    buckets = Array.from<Bucket<K, V>>({ length: before.length * growth })
    own = new Set()
    for (const bucket of before) bucket?.forEach((value, key) => writable(indexOf(key)).set(key, value))
  }
  return {
    get: key => table()[indexOf(key)]?.get(key),
    has: key => table()[indexOf(key)]?.has(key) ?? false,
    set(key, value) {
      const bucket = writable(indexOf(key))
      size += bucket.has(key) ? 0 : 1
      bucket.set(key, value)
      if (size > table().length * bucketEntries) grow()
    },
    delete(key) {
      if (!table()[indexOf(key)]?.has(key)) return
      writable(indexOf(key)).delete(key)
      size--
    },
    finish: () => (buckets ? seal(buckets, size) : original),
  }
}
