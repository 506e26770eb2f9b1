import type { Connection } from '@sarangbang/shared/api/index.ts'
import { ok } from '@sarangbang/shared/result.ts'
import { expect, it } from 'vitest'
import type { CallRelay } from '../session/callRelay.ts'
import { openDirectory } from './directory.ts'
import { performRelayWork } from './performRelayWork.ts'

const tie = (state: Connection['state'], updatedMs: number) =>
  ({ id: 'c1', kind: 'friend', state, asked: 'me', updatedMs, nonce: 'n', room: null }) as Connection

/** The relay answers `answered`, but first the inbox says `told`. */
const ask = async (told: Connection | null, answered: Connection): Promise<Connection['state'] | undefined> => {
  const directory = openDirectory(null, () => undefined)
  const call = (async () => {
    if (told) directory.apply({ type: 'connection', connection: told })
    return ok(answered)
  }) as unknown as CallRelay
  const work = performRelayWork({ call, directory, markerToSet: async () => ok(null) })
  expect(await work({ kind: 'request', payload: { handle: 'junho', nonce: 'n' } })).toEqual({ kind: 'done' })
  return directory.state.value.connections.get('c1')?.state
}

it('[P2] both asking at once: an answer slower than the inbox does not undo the acceptance', async () => {
  expect(await ask(tie('accepted', 2), tie('requested', 1))).toBe('accepted')
  // Both within one millisecond of the relay's clock.
  expect(await ask(tie('accepted', 1), tie('requested', 1))).toBe('accepted')
})

it('[P2] an answer faster than the inbox shows at once', async () => {
  expect(await ask(null, tie('requested', 1))).toBe('requested')
  expect(await ask(tie('requested', 1), tie('accepted', 2))).toBe('accepted')
})
