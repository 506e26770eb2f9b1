/** Words to say what a stored value must be, for `soundRows`: structured clone gives anything back, and a damaged row anything else. */
type Fields = Readonly<Record<string, (value: unknown) => boolean>>

export const isText = (value: unknown): value is string => typeof value === 'string'
export const isNumber = (value: unknown): value is number => typeof value === 'number'
export const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array
export const isMap = (value: unknown): boolean => value instanceof Map
export const isMapOf =
  (isSound: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value instanceof Map && [...value.values()].every(isSound)
export const isListOf =
  (isSound: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(isSound)
export const orNull =
  (isSound: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === null || isSound(value)
/** An object in which each of these fields is sound; others are nobody's business. */
export const hasFields =
  (fields: Fields) =>
  (value: unknown): boolean =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(fields).every(([name, isSound]) => isSound((value as Record<string, unknown>)[name]))
