import type { Room } from '@sarangbang/shared/api/index.ts'
import { accountKeysOf } from '@sarangbang/shared/crypto/accountKeysOf.ts'
import { toBase64url } from '@sarangbang/shared/crypto/base64url.ts'
import type { Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import { alice, bob, vandal } from '@sarangbang/shared/room/logMember.fixture.ts'
import { expect, test } from 'vitest'
import { emptyDirectory, openDirectory } from '../directory.ts'
import { aliceAndBob, nonceBytes } from '../roomBench.fixture.ts'
import { membershipOf } from './membership.ts'

const personOf = (identity: Identity) => ({ keys: accountKeysOf(identity), handle: 'h', nickname: 'n' })
const founders = [alice.account, bob.account]
const roomOf = (...members: Identity[]): Room => ({
  id: aliceAndBob.id,
  kind: 'direct',
  nonce: toBase64url(nonceBytes),
  founders,
  members: members.map(personOf),
  createdMs: 1,
})

test('members are the founders the relay still names: it takes away, and adds nobody', () => {
  const directory = openDirectory(emptyDirectory, () => undefined)
  const members = membershipOf({ id: aliceAndBob.id, founders }, directory.state)
  const linkable = () => [alice, bob, vandal].map(({ account }) => members.has(account))
  const seen: boolean[][] = []
  const stop = members.watch(() => seen.push(linkable()))
  directory.apply({ type: 'room', room: roomOf(alice, bob, vandal) })
  directory.apply({ type: 'document', document: { name: `${aliceAndBob.id}.head`, position: 1 } })
  directory.apply({ type: 'room', room: roomOf(alice) })
  directory.apply({ type: 'room-gone', room: aliceAndBob.id })
  expect(seen).toEqual([
    [true, true, false],
    [true, false, false],
    [false, false, false],
  ])
  stop()
  directory.apply({ type: 'room', room: roomOf(alice, bob) })
  expect(seen).toHaveLength(3)
})
