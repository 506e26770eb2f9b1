import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { describe, expect, it } from 'vitest'
import type { RoomConnection } from '../replica/replica.ts'
import { describeConnection, isCutOff } from './describeConnection.ts'

const of = (relay: RoomConnection['relay'], peers = 0, waiting = 0): RoomConnection => ({
  relay,
  peers: Array.from({ length: peers }, () => ({ account: 'junho' as AccountId })),
  waiting,
})

describe('describeConnection', () => {
  it('both ways: says so for a moment', () => {
    expect(describeConnection(of('on', 1), 'on', true)).toMatchObject({ kind: 'both', leaves: 'soon' })
  })
  it('[C2] relay away, peer there: direct only, and stays', () => {
    expect(describeConnection(of('off', 1), 'off', true)).toMatchObject({ kind: 'direct-only', leaves: 'never' })
    expect(describeConnection(of('connecting', 1), 'off', false)).toMatchObject({ kind: 'direct-only' })
    expect(describeConnection(of('connecting', 1), 'on', true)).toMatchObject({ kind: 'direct' })
  })
  it('[C2] no peer, relay there', () => {
    expect(describeConnection(of('on'), 'on', true)).toMatchObject({ kind: 'relay', leaves: 'soon-on-phone' })
  })
  it('nothing there: offline with what waits, also between two attempts', () => {
    expect(describeConnection(of('off', 0, 3), 'off', true)).toEqual({ kind: 'offline', waiting: 3, leaves: 'never' })
    expect(describeConnection(of('connecting', 0, 3), 'off', true)).toMatchObject({ kind: 'offline' })
    expect(describeConnection(of('connecting'), 'connecting', false)).toMatchObject({ kind: 'offline' })
  })
  it('starting: connecting; a room whose socket has failed is offline, whatever the inbox says', () => {
    expect(describeConnection(of('connecting'), 'connecting', true)).toMatchObject({ kind: 'connecting' })
    expect(describeConnection(of('off'), 'on', true)).toMatchObject({ kind: 'offline' })
  })
  it('the relay will not have this room, or is not believed: said as what it is, also while a peer carries the room', () => {
    for (const relay of ['refused', 'distrusted'] as const) {
      expect(describeConnection(of(relay), 'on', true)).toMatchObject({ kind: relay, leaves: 'never' })
      const direct = describeConnection(of(relay, 1), 'on', true)
      expect(direct).toMatchObject({ kind: `direct-${relay}`, leaves: 'never' })
      // The other's device takes what is written.
      expect(isCutOff(direct)).toBe(false)
    }
  })
})
