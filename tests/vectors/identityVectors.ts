import * as crypto from '@sarangbang/shared/crypto/index.ts'
import { alice, bob, document, epoch, founders, hex, key, nonce, pair, room, session, value } from './world.ts'

/** Identities, account keys, statements. */
export const identityVectors = () => ({
  people: Object.entries({ alice, bob }).map(([name, person]) => ({
    name,
    account: person.account,
    signing: pair(person.signing),
    agreement: pair(person.agreement),
    keys: crypto.accountKeysOf(person),
  })),
  statements: {
    agreement: { arguments: ['AAAA'], bytes: hex(crypto.agreementStatement('AAAA')) },
    signUp: { arguments: ['민지', 'AAAA', 'BBBB'], bytes: hex(crypto.signUpStatement('민지', 'AAAA', 'BBBB')) },
    recovery: { arguments: ['CCCC'], bytes: hex(crypto.recoveryStatement('CCCC')) },
  },
})

/** Ids made of keys, and the signaling password. */
export const idVectors = () => ({
  rooms: (['self', 'direct', 'couple', 'group'] as const).map(kind => {
    const own = kind === 'self' || kind === 'group' ? [alice.account] : founders
    const drawn = kind === 'self' ? new Uint8Array(16) : nonce
    return { kind, founders: own, nonce: hex(drawn), id: crypto.roomIdOf({ kind, founders: own, nonce: drawn }) }
  }),
  epoch: { key: hex(key), id: epoch },
  clients: [document, room].map(name => ({
    document: name,
    author: alice.account,
    session,
    clientId: crypto.clientIdOf(name, alice.account, session),
  })),
  signaling: {
    room,
    own: pair(alice.agreement),
    theirs: hex(bob.agreement.public),
    password: value(crypto.signalingSecret(alice.agreement, bob.agreement.public, room)),
  },
})
