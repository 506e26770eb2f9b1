/** Three significant digits at most, thousands grouped: what is behind them is noise. */
const format = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })

/** @param value finite, or a dash is all there is to say. */
export const sayNumber = (value: number): string => (Number.isFinite(value) ? format.format(value) : '–')

/** Counts are exact. */
export const sayCount = (value: number): string => value.toLocaleString('en')
