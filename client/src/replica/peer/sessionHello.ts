import type { Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import { checkHello, encodeHello, type HelloFault } from '@sarangbang/shared/crypto/hello.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { PeerHost } from './peerHost.ts'

export interface SessionHello {
  readonly identity: Pick<Identity, 'signing'>
  /** What the link carries: the same text on both sides. */
  readonly room: string
  /** Asked anew for each hello: members come and go. */
  readonly isMember: (account: AccountId) => boolean
  /** Unix milliseconds. */
  readonly now: () => number
  /** Told why a hello was not accepted, for logs. */
  readonly refused?: (fault: HelloFault) => void
}

/** The halves of a host that greet: our own hello, and whose theirs is. */
export const sessionHello = ({
  identity,
  room,
  isMember,
  now,
  refused,
}: SessionHello): Pick<PeerHost, 'hello' | 'accept'> => ({
  hello: prints => encodeHello(identity, { room, prints, nowMs: now() }),
  accept: (bytes, prints) => {
    const checked = checkHello(bytes, { room, prints, nowMs: now() }, isMember)
    if (checked.ok) return checked.value
    refused?.(checked.error)
    return null
  },
})
