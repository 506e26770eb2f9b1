import type { DocumentsOwed } from './documentsOwed.ts'
import type { RoomState } from './openRoomState.ts'

/** A room whose relay does not answer gives its place to the next. */
const patienceMs = 30_000

/** Resolves with whether the relay and this device have exchanged everything: `false` when it takes too long, or is stopped. */
export const exchanged = (
  state: Pick<RoomState, 'links' | 'unkept' | 'documents'>,
  owed: DocumentsOwed['names'],
  stop: AbortSignal,
): Promise<boolean> =>
  new Promise(resolve => {
    const isOwed = () => state.documents.opened.value.some(({ name }) => owed.value.has(name))
    const isDone = () => state.links.state.value.relay === 'on' && state.unkept.records.value.size === 0 && !isOwed()
    const end = (isExchanged: boolean): void => {
      stops.forEach(one => one())
      clearTimeout(timer)
      stop.removeEventListener('abort', giveUp)
      resolve(isExchanged)
    }
    const giveUp = (): void => end(false)
    const look = (): void => {
      if (isDone()) end(true)
    }
    const stops = [state.links.state.watch(look), state.unkept.records.watch(look), owed.watch(look)]
    const timer = setTimeout(giveUp, patienceMs)
    stop.addEventListener('abort', giveUp)
    if (stop.aborted) giveUp()
    else look()
  })
