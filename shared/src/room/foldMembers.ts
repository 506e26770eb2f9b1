import type { AccountId } from '../crypto/ids.ts'
import type { Registers } from './foldRegisters.ts'
import { memberRegister } from './memberRegister.ts'
import { readRegister } from './readRegister.ts'
import { registerNames } from './registerNames.ts'

export interface Member {
  readonly account: AccountId
  /** What this member chose to be called here; empty: as everywhere. */
  readonly nickname: string
}

/** A room whose members are its founders, for ever. */
export interface ClosedRoom {
  readonly kind: 'self' | 'direct' | 'couple'
  readonly founders: readonly AccountId[]
}

/**
 * Who is in a closed room: its founders, because the room's id is made of them (roomIdOf), whatever a register or the relay says. A
 * register adds only what its own member wrote of itself. In the order of `founders`, each once.
 */
export const foldMembers = (room: ClosedRoom, registers: Registers): ReadonlyMap<AccountId, Member> =>
  new Map(
    room.founders.map(account => {
      const value = readRegister(registers, registerNames.member(account), memberRegister, account)
      return [account, { account, nickname: value?.nickname ?? '' }]
    }),
  )
