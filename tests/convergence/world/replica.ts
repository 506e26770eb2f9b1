import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { Holdings } from './deviceDisk.ts'
import type { Line, Reception } from './talk.ts'

/** Whatever holds the room and speaks of it on the network: a person's device, or the relay. */
export interface Replica {
  readonly label: string
  /** `null`: the relay. */
  readonly account: AccountId | null
  connect(line: Line): void
  disconnect(line: Line): void
  receive(line: Line, document: string, frame: Uint8Array): Promise<Reception>
  /** Commits what came, and says so. */
  acknowledge(): Promise<void>
  /** The documents it knows of. */
  names(): readonly string[]
  /** Somebody else has these. */
  hearNames(names: readonly string[]): void
  holdings(): Promise<Holdings>
  backUp(): Promise<number>
  /** Stops at once, its disk is put back to that copy, and it starts again. */
  restore(copy: number): Promise<void>
  stop(): Promise<void>
}
