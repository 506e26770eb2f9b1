import type { Clock } from '@sarangbang/shared/room/clock.ts'
import { isMonthAccepted, parseDocumentName } from '@sarangbang/shared/room/documentName.ts'

/** Whether the relay takes a document of this name now, as far as this device's clock knows: a month too far ahead it does not. */
export const isAcceptedBy =
  (clock: Pick<Clock, 'nowMs'>): ((name: string) => boolean) =>
  name => {
    const month = parseDocumentName(name)?.month ?? null
    return month === null || isMonthAccepted(month, clock.nowMs())
  }
