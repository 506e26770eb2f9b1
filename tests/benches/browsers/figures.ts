import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { quantile } from '../measure/median.ts'

/** What was measured one by one in a browser, or why it was not. Milliseconds, unless the name says otherwise. */
export type Figure = { readonly values: readonly number[] } | { readonly failure: string }

export type Figures = ReadonlyMap<string, Figure>

/** A measurement that takes longer hangs, and the next is tried. */
const patienceMs = 60_000

const inTime = <T>(work: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`it took longer than ${patienceMs / 1000} s`)), patienceMs)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })

/** Measures under a name and writes it down for whoever started the browser; a measurement that fails is written down too. */
export const measureInto =
  (folder: string) =>
  async (name: string, measure: () => Promise<readonly number[]>): Promise<void> => {
    const figure: Figure = await inTime(measure()).then(
      values => ({ values }),
      (error: unknown) => ({ failure: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) }),
    )
    await writeFile(join(folder, `${name}.json`), JSON.stringify(figure))
  }

export const readFigures = async (folder: string): Promise<Figures> => {
  const figures = new Map<string, Figure>()
  for (const file of await readdir(folder)) {
    if (!file.endsWith('.json')) continue
    figures.set(file.replace(/\.json$/, ''), JSON.parse(await readFile(join(folder, file), 'utf8')) as Figure)
  }
  return figures
}

/** @param share 0 to 1 @returns NaN where nothing was measured */
export const quantileOf = (figures: Figures, name: string, share: number): number => {
  const figure = figures.get(name)
  return figure !== undefined && 'values' in figure && figure.values.length > 0
    ? quantile(figure.values, share)
    : Number.NaN
}
