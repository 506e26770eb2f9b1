import { bytesToId } from '@sarangbang/shared/crypto/idToBytes.ts'
import { idBytes, type EntryId, type SessionNonce } from '@sarangbang/shared/crypto/ids.ts'
import { toUtf8 } from '@sarangbang/shared/crypto/utf8.ts'
import { monthName, monthOf } from '@sarangbang/shared/room/documentName.ts'
import type { TimelineItem } from '@sarangbang/shared/room/timeline.ts'
import { randomBytes } from '@sarangbang/client/src/session/randomBytes.ts'
import type { Action } from './action.ts'
import type { Generation } from './generation.ts'
import { openedIn } from './view.ts'

/** Does it through the client's own actions; where a screen does not offer it yet, through the writer they use. */
export const act = async (device: Generation, action: Action): Promise<boolean> => {
  const { state, actions, clock, identity } = device
  const items = state.timeline.timeline.value?.items ?? []
  const choose = (which: number, isMine: boolean): TimelineItem | undefined => {
    const all = items.filter(({ kind, author }) => kind === 'message' && (!isMine || author === identity.account))
    return all[which % all.length]
  }
  const base = () => ({
    id: bytesToId<EntryId>(randomBytes(idBytes.entry)),
    stamp: clock.tick(),
    readUpTo: state.reading.mine.value ?? undefined,
  })
  switch (action.kind) {
    case 'say': {
      const replyTo = action.replyTo === null ? undefined : choose(action.replyTo, false)?.ref
      const text = `${items.length} ${'가'.repeat(action.bytes)}`
      return (await actions.send({ text, replyTo })).ok
    }
    case 'edit': {
      const item = choose(action.which, true)
      return item !== undefined && (await actions.edit(item.ref, action.text)).ok
    }
    case 'react': {
      const item = choose(action.which, false)
      return item !== undefined && (await actions.react(item.ref, action.emoji, action.on)).ok
    }
    case 'erase': {
      const item = choose(action.which, true)
      return item !== undefined && (await actions.erase(item.ref)).ok
    }
    case 'begin': {
      const entry = { ...base(), type: 'system', event: { code: 'began' } } as const
      const document = monthName(state.room.id, monthOf(entry.stamp.ms))
      return (await state.writer.write(entry.id, [{ document, entry }])).ok
    }
    case 'name': {
      const { name: document, log } = state.documents.head
      const value = action.value === null ? null : toUtf8(action.value)
      const entry = { ...base(), type: 'register', name: action.register, value } as const
      const older = openedIn(log, state.keys.keyOf).filter(
        one => one.author === identity.account && one.entry.type === 'register' && one.entry.name === action.register,
      )
      const erase = older.map(({ place }) => ({ session: place.session as SessionNonce, clock: place.clock }))
      const also = erase.length === 0 ? [] : [{ document, erase }]
      return (await state.writer.write(entry.id, [...also, { document, entry }])).ok
    }
    case 'read': {
      const newest = items.at(-1)
      return newest !== undefined && state.reading.advance(newest.stamp)
    }
    case 'older':
      return (await state.documents.openOlder()) !== null
  }
}
