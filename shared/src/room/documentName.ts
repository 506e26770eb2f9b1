import type { RoomId } from '../crypto/ids.ts'

declare const brand: unique symbol
/** `<roomId>` for a room's head, `<roomId>.<YYYY-MM>` for the entries of one UTC month (design.md §3). */
export type DocumentName = string & { readonly [brand]: 'DocumentName' }
/** A UTC month, `YYYY-MM`. Sorts as text. */
export type Month = string & { readonly [brand]: 'Month' }

export interface DocumentPlace {
  readonly room: RoomId
  /** `null` for the head document. */
  readonly month: Month | null
}

const pattern = /^([A-Za-z0-9_-]{22})(?:\.(\d{4}-(?:0[1-9]|1[0-2])))?$/

export const headName = (room: RoomId): DocumentName => room as string as DocumentName
export const monthName = (room: RoomId, month: Month): DocumentName => `${room}.${month}` as DocumentName

/** Takes untrusted text apart; `null` when it names no document. */
export const parseDocumentName = (text: string): DocumentPlace | null => {
  const match = pattern.exec(text)
  return match ? { room: match[1] as RoomId, month: (match[2] as Month | undefined) ?? null } : null
}

/** @param ms Unix time in milliseconds. */
export const monthOf = (ms: number): Month => new Date(ms).toISOString().slice(0, 7) as Month

const dayMs = 86_400_000
/** Word ranks compare two weeks, and a peer may be a little ahead (design.md §3). */
export const liveBackMs = 14 * dayMs
export const liveAheadMs = 1 * dayMs

/** The months that touch [now − 14 days, now + 1 day], oldest first; one or two of them. */
export const liveMonths = (nowMs: number): readonly Month[] => {
  const first = monthOf(nowMs - liveBackMs)
  const last = monthOf(nowMs + liveAheadMs)
  return first === last ? [first] : [first, last]
}

/** Nothing was said here before 2009; a relay refuses months outside [2009-01, the month of now + 2 days]. */
export const firstMonth = '2009-01' as Month
export const isMonthAccepted = (month: Month, nowMs: number): boolean =>
  month >= firstMonth && month <= monthOf(nowMs + 2 * dayMs)
