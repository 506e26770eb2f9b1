import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { alice, bob, month, openMember } from '@sarangbang/shared/room/logMember.fixture.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import { openDiskless } from '../documentReplica.fixture.ts'
import type { DeviceLink, PeerHost } from '../peer/index.ts'
import { openPeerLink } from './openPeerLink.ts'

const { hosts } = vi.hoisted(() => ({ hosts: [] as PeerHost[] }))
/** Where y-webrtc would be: what our peer is handed is all that is of interest here. */
vi.mock('y-webrtc', () => ({
  WebrtcProvider: class {
    readonly key = Promise.resolve()
    readonly room = null
    constructor(_name: string, _doc: unknown, { peerOpts }: { readonly peerOpts: PeerHost }) {
      hosts.push(peerOpts)
    }
    destroy(): void {}
  },
}))
beforeEach(() => vi.stubGlobal('location', { origin: 'http://localhost' }))
afterEach(() => vi.unstubAllGlobals())

test('a link to somebody who is a member no longer is closed at once; nobody else’s is, and nobody is blamed', async () => {
  const member = openMember(alice, month)
  const document = openDiskless(month, member.log)
  const awareness = new Awareness(member.log.doc)
  const accounts = new Set<AccountId>([alice.account, bob.account])
  const listeners = new Set<() => void>()
  const peers = openPeerLink({
    document,
    awareness,
    identity: alice,
    members: {
      has: account => accounts.has(account),
      watch: listener => {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
    password: 'a password',
    now: () => Date.UTC(2026, 4, 20),
  })
  await vi.waitFor(() => expect(hosts).toHaveLength(1))
  const [host] = hosts
  const link = (account: AccountId): DeviceLink => {
    const one = {
      account,
      send: () => undefined,
      sendAll: () => undefined,
      close: () => host?.ended(one, { kind: 'closed-here' }),
    } as unknown as DeviceLink
    host?.opened(one)
    return one
  }
  for (const account of [bob.account, alice.account, bob.account]) link(account)
  const linked = () => peers.peers.value.map(({ account }) => account)
  const change = () => listeners.forEach(listener => listener())
  change()
  expect(linked()).toEqual([bob.account, alice.account, bob.account])
  accounts.delete(bob.account)
  change()
  expect(linked()).toEqual([alice.account])
  expect(peers.barred.value).toEqual([])
  peers.close()
  expect(listeners.size).toBe(0)
  awareness.destroy()
})
