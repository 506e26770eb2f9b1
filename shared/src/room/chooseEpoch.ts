import type { AccountId, EpochId } from '../crypto/ids.ts'
import { compareTexts } from './orderEntries.ts'

/** A signed `epoch` envelope of the head, without the sealed keys. */
export interface EpochClaim {
  /** Proven by the signature. */
  readonly author: AccountId
  readonly epoch: EpochId
  readonly createdMs: number
  readonly recipients: readonly AccountId[]
}

export interface EpochQuestion {
  readonly claims: readonly EpochClaim[]
  /** Today's members, by signed entries (foldMembers); only their claims count. */
  readonly members: ReadonlySet<AccountId>
  /** Epochs whose key this device has. */
  readonly openable: ReadonlySet<EpochId>
  readonly me: AccountId
}

export type EpochChoice =
  /** Seal under this one. */
  | { readonly kind: 'use'; readonly epoch: EpochId }
  /** First write an `epoch` envelope with copies of this epoch's key for these, then seal under it. */
  | { readonly kind: 'extend'; readonly epoch: EpochId; readonly recipients: readonly AccountId[] }
  /** First draw a key and write an `epoch` envelope with copies for all members. */
  | { readonly kind: 'make' }

interface Candidate {
  readonly author: AccountId
  readonly epoch: EpochId
  readonly createdMs: number
  readonly recipients: ReadonlySet<AccountId>
}

/** Claims of one author for one epoch are one: adding somebody is a further envelope. */
const unite = (claims: readonly EpochClaim[]): readonly Candidate[] => {
  const united = new Map<string, { author: AccountId; epoch: EpochId; createdMs: number; recipients: Set<AccountId> }>()
  for (const { author, epoch, createdMs, recipients } of claims) {
    const key = `${author}/${epoch}`
    const known = united.get(key)
    if (!known) united.set(key, { author, epoch, createdMs, recipients: new Set(recipients) })
    else {
      known.createdMs = Math.max(known.createdMs, createdMs)
      for (const recipient of recipients) known.recipients.add(recipient)
    }
  }
  return [...united.values()]
}

const newestFirst = (a: Candidate, b: Candidate): number =>
  b.createdMs - a.createdMs || compareTexts(a.epoch, b.epoch) || compareTexts(a.author, b.author)

/**
 * Under which room key to write now (design.md §4, rotate on write): the newest epoch of a member whose recipients are exactly today's
 * members. One recipient too many is somebody who left, or a ghost: such an epoch is never used again. One too few is
 * extended, but only one's own: recipients count per author, so that no member can spoil another's epoch by adding a ghost.
 * The same set of claims gives every member the same choice, where they hold the same keys.
 */
export const chooseEpoch = ({ claims, members, openable, me }: EpochQuestion): EpochChoice => {
  const candidates = unite(claims.filter(claim => members.has(claim.author) && openable.has(claim.epoch)))
    .filter(({ recipients }) => [...recipients].every(recipient => members.has(recipient)))
    .toSorted(newestFirst)
  const whole = candidates.find(({ recipients }) => recipients.size === members.size)
  if (whole) return { kind: 'use', epoch: whole.epoch }
  const own = candidates.find(({ author }) => author === me)
  if (!own) return { kind: 'make' }
  const missing = [...members].filter(member => !own.recipients.has(member))
  return { kind: 'extend', epoch: own.epoch, recipients: missing }
}
