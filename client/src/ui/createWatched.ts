import { createSignal, createRenderEffect, onCleanup, type Accessor } from 'solid-js'
import type { Watched } from '../replica/watched.ts'

/** A `Watched` value as a Solid signal; follows the source when the source itself is another. */
export const createWatched = <T>(source: Accessor<Watched<T>>): Accessor<T> => {
  const [value, setValue] = createSignal<T>(source().value, { equals: Object.is })
  createRenderEffect(() => {
    const watched = source()
    // It may have changed between the first read and now.
    setValue(() => watched.value)
    onCleanup(watched.watch(next => setValue(() => next)))
  })
  return value
}
