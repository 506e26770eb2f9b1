import type { DocumentLog } from '@sarangbang/shared/room/documentLog.ts'
import type { DeviceLink } from '../peer/index.ts'
import { restFrames } from './syncFrames.ts'

/**
 * Answers a link's sync step 1, one answer at a time: a question takes a few bytes and its answer may take a whole document, so what is
 * asked while an answer is on its way gets one more, made when that one has gone out.
 */
export const answerInTurn = (
  log: DocumentLog,
  link: Pick<DeviceLink, 'sendAll'>,
): ((stateVector: Uint8Array) => void) => {
  let asked: Uint8Array | null = null
  let isAnswering = false
  function* answers(): Generator<Uint8Array> {
    while (asked !== null) {
      const stateVector = asked
      asked = null
      yield* restFrames(log, stateVector)
    }
    isAnswering = false
  }
  return stateVector => {
    asked = stateVector
    if (isAnswering) return
    isAnswering = true
    link.sendAll(answers())
  }
}
